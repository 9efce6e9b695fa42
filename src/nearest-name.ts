import { distance } from 'fastest-levenshtein';

/** The name that is nearest to a wrong one, as {@link nearestFirst} has it; absent if none is near. */
export function nearestName(wrong: string, names: readonly string[]): string | undefined {
  if (wrong === '') return undefined;
  const [name] = nearestFirst(wrong, names);
  const isNear = (found: string) => found.includes(wrong) || distance(wrong, found) <= Math.max(2, wrong.length / 3);
  return name !== undefined && isNear(name) ? name : undefined;
}

/** Names by how near they are to a wrong one: first those that it is a part of, then by how many letters change. */
export function nearestFirst(wrong: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, changes: distance(wrong, name), isPart: name.includes(wrong) }))
    .sort((one, other) => Number(other.isPart) - Number(one.isPart) || one.changes - other.changes)
    .map(({ name }) => name);
}
