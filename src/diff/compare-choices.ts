import { leftOver } from './compare-arrays.js';
import type { SchemaPair } from './schema-pair.js';
import { found, noted, type Found } from './found.js';
import { dictOf, textsOf, type Dict } from '../description/json.js';
import type { References } from './references.js';
import { schemaInWords } from './schema-words.js';
import { isDocumentation } from '../description/documentation.js';
import { shapeOf, type Choice, type Shape } from './shape.js';

/** Compares `anyOf` and `oneOf`: the alternatives, in any order. */
export function compareChoices(pair: SchemaPair): Found[] {
  const { old, now } = pair;
  const count = Math.max(old.choices.length, now.choices.length);
  return Array.from({ length: count }, (_, index) => {
    const [before, after] = [old.choices[index], now.choices[index]];
    if (before !== undefined && after !== undefined) return choice(pair, before, after);
    if (after !== undefined) return [found('alternatives-added', 'no choice', inWords(pair.comparison.now, after))];
    return before === undefined
      ? []
      : [found('alternatives-removed', inWords(pair.comparison.old, before), 'no choice')];
  }).flat();
}

/**
 * A schema that became one alternative of several, or the other way round: only alternatives came or went.
 * Undefined if this is not what happened.
 */
export function comparedAsOneOfMore(
  pair: SchemaPair,
  oldParts: readonly Dict[],
  newParts: readonly Dict[],
): Found[] | undefined {
  const { old, now, comparison } = pair;
  const [before, after] = [old.choices, now.choices];
  const beside = ({ alternatives }: Choice, isSame: (alternative: unknown) => boolean): unknown[] | undefined => {
    const others = alternatives.filter((alternative) => !isSame(alternative));
    return others.length < alternatives.length ? others : undefined;
  };
  if (before.length === 0 && after[0] !== undefined && oldParts.length > 0 && isChoiceOnly(newParts)) {
    const added = beside(after[0], (alternative) => comparison.same(oldParts, [alternative]));
    return added?.map((one) => found('alternative-added', 'not accepted', nameOf(comparison.now, one)));
  }
  if (after.length === 0 && before[0] !== undefined && newParts.length > 0 && isChoiceOnly(oldParts)) {
    const removed = beside(before[0], (alternative) => comparison.same([alternative], newParts));
    return removed?.map((one) => found('alternative-removed', nameOf(comparison.old, one), 'not accepted'));
  }
  return undefined;
}

/** Whether schemas are nothing but a choice. */
export function isChoiceOnly(parts: readonly Dict[]): boolean {
  const plain = new Set(['anyOf', 'oneOf', 'discriminator']);
  return (
    parts.length === 1 &&
    parts.every((part) => Object.keys(part).every((key) => plain.has(key) || isDocumentation(key)))
  );
}

function choice(pair: SchemaPair, before: Choice, after: Choice): Found[] {
  const { comparison } = pair;
  const findings: Found[] = [];
  const several = before.alternatives.length > 1 && after.alternatives.length > 1;
  if (several && before.exclusive !== after.exclusive) {
    const rule = after.exclusive ? 'alternatives-exclusive' : 'alternatives-inclusive';
    findings.push(found(rule, before.exclusive ? 'oneOf' : 'anyOf', after.exclusive ? 'oneOf' : 'anyOf'));
  }
  const equals = leftOver(before.alternatives, after.alternatives, (a, b) => comparison.compare([a], [b]).length === 0);
  const compared = (a: unknown, b: unknown, alike: boolean): boolean => {
    if (alike) findings.push(...noted(`in the alternative ${nameOf(comparison.now, b)}`, comparison.compare([a], [b])));
    return alike;
  };
  const named = leftOver(...equals, (a, b) => compared(a, b, haveOneName(pair, a, b)));
  const alone = named[0].length === 1 && named[1].length === 1;
  const [removed, added] = leftOver(...named, (a, b) => compared(a, b, areAlike(pair, a, b, alone)));
  const isOld = (alternative: unknown): boolean =>
    before.alternatives.some((one) => comparison.same([one], [alternative]));
  const stays = (alternative: unknown): boolean =>
    after.alternatives.some((one) => comparison.same([alternative], [one]));
  return [
    ...findings,
    ...removed.flatMap((alternative) => {
      const name = nameOf(comparison.old, alternative);
      if (!stays(alternative)) return [found('alternative-removed', name, 'not accepted')];
      return before.exclusive ? [found('alternatives-inclusive', `${name} more than once`, name)] : [];
    }),
    ...added.flatMap((alternative) => {
      const name = nameOf(comparison.now, alternative);
      if (!isOld(alternative)) return [found('alternative-added', 'not accepted', name)];
      return after.exclusive ? [found('alternatives-exclusive', name, `${name} more than once`)] : [];
    }),
  ];
}

function haveOneName({ comparison }: SchemaPair, a: unknown, b: unknown): boolean {
  const [before, after] = [nameIn(comparison.old, a), nameIn(comparison.now, b)];
  return before !== undefined && before === after;
}

/**
 * Whether two alternatives are versions of one: of one kind and, if that is an object, with a field in common that has
 * one and the same value in both; if nothing else is left to choose from, with any field in common.
 */
function areAlike({ comparison }: SchemaPair, a: unknown, b: unknown, alone: boolean): boolean {
  const [before, after] = [shapeOf(comparison.old, [a], false), shapeOf(comparison.now, [b], false)];
  const kinds = [...before.kinds].filter((kind) => after.kinds.has(kind));
  if (kinds.length === 0 || kinds.length < Math.min(before.kinds.size, after.kinds.size)) return false;
  if (!kinds.includes('object')) return true;
  const shared = [...before.properties.keys()].filter((name) => after.properties.has(name));
  const tag = (references: References, { properties }: Shape, name: string): string | undefined => {
    const { values } = shapeOf(references, properties.get(name) ?? [], false);
    return values?.size === 1 ? [...values.keys()][0] : undefined;
  };
  const hasTag = (name: string): boolean => {
    const value = tag(comparison.old, before, name);
    return value !== undefined && value === tag(comparison.now, after, name);
  };
  return alone ? shared.length > 0 : shared.some(hasTag);
}

function inWords(references: References, { exclusive, alternatives }: Choice): string {
  const names = alternatives.map((alternative) => nameOf(references, alternative)).join(', ');
  return `${exclusive ? 'one' : 'any'} of ${names}`;
}

function nameIn(references: References, alternative: unknown): string | undefined {
  const { title } = dictOf(references.follow(alternative));
  return textsOf([title])[0] ?? references.nameOf(alternative);
}

function nameOf(references: References, alternative: unknown): string {
  return nameIn(references, alternative) ?? schemaInWords(references.follow(alternative));
}
