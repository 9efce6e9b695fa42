/**
 * The name that is nearest to a wrong one: one that it is a part of, else the one with the fewest letters
 * to change; absent where none is near.
 */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  if (wrong === '') return undefined;
  const ranked = names
    .map((name) => ({ name, distance: distance(wrong, name), isPart: name.includes(wrong) }))
    .filter(({ distance, isPart }) => isPart || distance <= Math.max(2, wrong.length / 3))
    .sort((one, other) => Number(other.isPart) - Number(one.isPart) || one.distance - other.distance);
  return ranked[0]?.name;
}

/** How many letters have to be inserted, left out or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [at, letter] of Array.from(from).entries()) {
    const next = [at + 1];
    for (const [index, other] of Array.from(to).entries()) {
      const replaced = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
