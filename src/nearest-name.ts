import { distance } from 'fastest-levenshtein';

/** The known name nearest to a wrong one, by {@link nearestFirst}; undefined if none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  if (wrong === '') return undefined;
  const [name] = nearestFirst(wrong, names);
  const isNear = (found: string) => found.includes(wrong) || distance(wrong, found) <= Math.max(2, wrong.length / 3);
  return name !== undefined && isNear(name) ? name : undefined;
}

/** Known names ordered by similarity to a wrong one: first those that contain it, then by edit distance. */
export function nearestFirst(wrong: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, changes: distance(wrong, name), isPart: name.includes(wrong) }))
    .sort((one, other) => Number(other.isPart) - Number(one.isPart) || one.changes - other.changes)
    .map(({ name }) => name);
}
