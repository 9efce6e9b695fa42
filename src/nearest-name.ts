import { distance } from 'fastest-levenshtein';

/**
 * The name that is nearest to a wrong one: one that it is a part of, else the one with the fewest letters
 * to change; absent if none is near.
 */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  if (wrong === '') return undefined;
  const ranked = names
    .map((name) => ({ name, changes: distance(wrong, name), isPart: name.includes(wrong) }))
    .filter(({ changes, isPart }) => isPart || changes <= Math.max(2, wrong.length / 3))
    .sort((one, other) => Number(other.isPart) - Number(one.isPart) || one.changes - other.changes);
  return ranked[0]?.name;
}
