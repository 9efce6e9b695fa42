import type { SchemaPair } from './schema-pair.js';
import { found, type Found } from './found.js';
import type { Shape } from './shape.js';
import { ALL_KINDS, kindsInWords, type Kind } from './types-of-values.js';

/** Compares types and null: which kinds of values are allowed. */
export function compareKinds({ old, now }: SchemaPair): Found[] {
  const anything = saysNothing(old) || saysNothing(now);
  if (anything && (old.values !== undefined || now.values !== undefined)) return [];
  const before = realKinds(old);
  const after = realKinds(now);
  const becomesNull = after.size === 0 && before.size > 0 && !old.kinds.has('null') && now.kinds.has('null');
  const wasNull = before.size === 0 && after.size > 0 && old.kinds.has('null') && !now.kinds.has('null');
  if (becomesNull || wasNull) return [found('type-changed', kindsOrNull(old), kindsOrNull(now))];
  return [...compareNull(old, now), ...types(old, now, before, after)];
}

/** Compares whether null is allowed, unless anything is. */
export function compareNull(old: Shape, now: Shape): Found[] {
  if (saysNothing(old) || saysNothing(now)) return [];
  const [before, after] = [old.kinds.has('null'), now.kinds.has('null')];
  if (before === after) return [];
  const words = kindsInWords(realKinds(before ? old : now));
  return before ? [found('null-removed', `${words} or null`, words)] : [found('null-added', words, `${words} or null`)];
}

function types(old: Shape, now: Shape, before: Set<Kind>, after: Set<Kind>): Found[] {
  const fewer = isWithin(after, before);
  const more = isWithin(before, after);
  if (fewer && more) return [];
  // Listed values imply their kinds; a difference between the lists is more precise.
  if (old.values !== undefined && now.values !== undefined) return [];
  if (now.values !== undefined && fewer) return [];
  if (old.values !== undefined && more) return [];
  const rule = fewer ? 'type-narrowed' : more ? 'type-widened' : 'type-changed';
  return [found(rule, kindsInWords(before), kindsInWords(after))];
}

/** Compares the lists of values: `enum`, and `const` as a list of one. */
export function compareValues({ old, now }: SchemaPair): Found[] {
  const [before, after] = [old.values, now.values];
  if (before === undefined || after === undefined) {
    if (before === after || shareNoKind(old, now)) return [];
    if (after !== undefined) return [found('enum-added', 'any value', listed(after))];
    return before === undefined ? [] : [found('enum-removed', listed(before), 'any value')];
  }
  const removed = without(before, after);
  const added = without(after, before);
  if (before.size === 1 && after.size === 1 && added.size === 1) {
    return [found('const-changed', listed(before), listed(after))];
  }
  return [
    ...(removed.size > 0 ? [found('enum-value-removed', listed(removed), 'not listed')] : []),
    ...(added.size > 0 ? [found('enum-value-added', 'not listed', listed(added))] : []),
  ];
}

/** Whether no value can be of both shapes, so that nothing else is worth comparing. */
export function shareNoKind(old: Shape, now: Shape): boolean {
  const [before, after] = [realKinds(old), realKinds(now)];
  return before.size > 0 && after.size > 0 && ![...before].some((kind) => after.has(kind));
}

function realKinds({ kinds }: Shape): Set<Kind> {
  return new Set([...kinds].filter((kind) => kind !== 'null'));
}

function kindsOrNull(shape: Shape): string {
  const kinds = realKinds(shape);
  return kinds.size === 0 ? 'null' : kindsInWords(kinds);
}

/** Whether any kind of value is allowed. */
export function saysNothing({ kinds }: Shape): boolean {
  return kinds.size === ALL_KINDS.length;
}

function isWithin(inner: ReadonlySet<Kind>, outer: ReadonlySet<Kind>): boolean {
  return [...inner].every((kind) => outer.has(kind));
}

function without(values: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): Map<string, unknown> {
  return new Map([...values].filter(([text]) => !others.has(text)));
}

function listed(values: ReadonlyMap<string, unknown>): string {
  return [...values.keys()].join(', ');
}
