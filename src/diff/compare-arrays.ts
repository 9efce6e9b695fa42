import type { SchemaPair } from './schema-pair.js';
import { below, found, type Found } from './found.js';
import { schemaInWords } from './schema-words.js';
import type { Schemas } from './shape.js';

/** Compares the elements of lists, and what they must contain. */
export function compareArrays(pair: SchemaPair): Found[] {
  const { old, now, adds, comparison } = pair;
  const leading = Array.from({ length: Math.max(old.leading.length, now.leading.length) }, (_, index) =>
    below(`[${index}]`, comparison.compare(old.leading[index] ?? old.items, now.leading[index] ?? now.items, adds)),
  );
  const contains = compareDemands(pair, 'contains', [old.contains, now.contains], (schemas) =>
    schemas.length === 0 ? 'no such demand' : schemas.map(schemaInWords).join(' and '),
  );
  return [...leading.flat(), ...below('[]', comparison.compare(old.items, now.items, adds)), ...contains];
}

/** What was added to and removed from schemas that each apply on their own; `words` describes those of one document. */
export function compareDemands(
  { comparison }: SchemaPair,
  rule: 'contains' | 'exclusion',
  [old, now]: readonly [Schemas, Schemas],
  words: (schemas: Schemas) => string,
): Found[] {
  const [before, after] = leftOver(old, now, (a, b) => comparison.same([a], [b]));
  if (before.length + after.length === 0) return [];
  const what = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed';
  return [found(`${rule}-${what}`, words(before), words(after))];
}

/** The elements of two lists that have no equal in the other. */
export function leftOver<T>(old: readonly T[], now: readonly T[], same: (old: T, now: T) => boolean): [T[], T[]] {
  const after = [...now];
  const before = old.filter((element) => {
    const index = after.findIndex((candidate) => same(element, candidate));
    if (index >= 0) after.splice(index, 1);
    return index < 0;
  });
  return [before, after];
}
