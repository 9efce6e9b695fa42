import type { SchemaPair } from './schema-pair.js';
import { below, found, type Found } from './found.js';
import { schemaInWords } from './schema-words.js';

/** The elements of lists, and what must be among them. */
export function compareArrays(pair: SchemaPair): Found[] {
  const { old, now, adds, comparison } = pair;
  const leading = Array.from({ length: Math.max(old.leading.length, now.leading.length) }, (_, index) =>
    below(`[${index}]`, comparison.compare(old.leading[index] ?? old.items, now.leading[index] ?? now.items, adds)),
  );
  return [...leading.flat(), ...below('[]', comparison.compare(old.items, now.items, adds)), ...contains(pair)];
}

function contains({ old, now, comparison }: SchemaPair): Found[] {
  const [before, after] = leftOver(old.contains, now.contains, (a, b) => comparison.same([a], [b]));
  const words = (schemas: readonly unknown[]): string =>
    schemas.length === 0 ? 'no such demand' : schemas.map(schemaInWords).join(' and ');
  if (before.length + after.length === 0) return [];
  const rule = before.length === 0 ? 'contains-added' : after.length === 0 ? 'contains-removed' : 'contains-changed';
  return [found(rule, words(before), words(after))];
}

/** What of two lists has no equal in the other. */
export function leftOver<T>(old: readonly T[], now: readonly T[], same: (old: T, now: T) => boolean): [T[], T[]] {
  const after = [...now];
  const before = old.filter((element) => {
    const index = after.findIndex((candidate) => same(element, candidate));
    if (index >= 0) after.splice(index, 1);
    return index < 0;
  });
  return [before, after];
}
