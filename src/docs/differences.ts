import { diffArrays } from 'diff';
import { likenessOf } from './likeness.js';

/** Neighbors that were removed, and their replacement; one of the two may be empty. */
export interface Difference<T> {
  readonly before: readonly T[];
  readonly after: readonly T[];
  /** Where they begin in the full lists. */
  readonly at: { readonly before: number; readonly after: number };
}

/** The differences between two lists of items with texts. */
export function differences<T>(
  before: readonly T[],
  after: readonly T[],
  textOf: (item: T) => string,
): Difference<T>[] {
  const parts = diffArrays([...before], [...after], { comparator: (a, b) => textOf(a) === textOf(b) });
  const found: { before: T[]; after: T[]; at: { before: number; after: number } }[] = [];
  const at = { before: 0, after: 0 };
  let isOpen = false;
  for (const { value, added, removed } of parts) {
    const isChange = added || removed;
    if (isChange && !isOpen) found.push({ before: [], after: [], at: { ...at } });
    if (isChange) found.at(-1)?.[added ? 'after' : 'before'].push(...value);
    isOpen = isChange;
    if (!added) at.before += value.length;
    if (!removed) at.after += value.length;
  }
  return found;
}

/** Below this, a text does not count as a version of another. */
const LEAST_LIKENESS = 0.4;

/** Removed items paired with their replacements, as far as the two are alike. */
export function pairs<T>(
  { before, after }: Pick<Difference<T>, 'before' | 'after'>,
  textOf: (item: T) => string,
): (readonly [T | undefined, T | undefined])[] {
  if (before.length === 1 && after.length === 1) return [[before[0], after[0]]];
  const left = new Set(after);
  const taken = before.map((old) => {
    const rated = [...left].map((now) => ({ now, likeness: likenessOf(textOf(old), textOf(now)) }));
    const best = rated.sort((a, b) => b.likeness - a.likeness)[0];
    if (best === undefined || best.likeness < LEAST_LIKENESS) return [old, undefined] as const;
    left.delete(best.now);
    return [old, best.now] as const;
  });
  return [...taken, ...[...left].map((now) => [undefined, now] as const)];
}
