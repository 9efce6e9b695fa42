import { remembered } from '../remembered.js';
import { compareArrays } from './compare-arrays.js';
import { compareChoices, comparedAsOneOfMore, isChoiceOnly } from './compare-choices.js';
import { compareConditions } from './compare-conditions.js';
import { compareKeywords } from './compare-keywords.js';
import { compareObjects } from './compare-objects.js';
import { compareKinds, compareNull, compareValues, saysNothing, shareNoKind } from './compare-values.js';
import { withFewWays, type Found } from './found.js';
import { listOf, type Dict } from '../description/json.js';
import type { References } from './references.js';
import { ruleOf } from './rules.js';
import type { Comparison, SchemaPair } from './schema-pair.js';
import { shapeOf, type Schemas, type Shape } from './shape.js';

/** Schemas nested deeper than this are compared separately, to spare the stack. */
const MOST_LEVELS = 100;

/** Compares schemas of two documents as they are read or as they are sent. */
export class SchemaComparison implements Comparison {
  readonly old: References;
  readonly now: References;
  readonly sent: boolean;
  readonly #visited = new Set<Dict>();
  readonly #known = new Map<string, Found[]>();
  readonly #running = new Set<string>();
  readonly #deferred = new Map<string, { old: Schemas; now: Schemas; adds: boolean }>();
  readonly #shapes = new Map<References, Map<string, Shape>>();

  constructor(old: References, now: References, sent: boolean) {
    this.old = old;
    this.now = now;
    this.sent = sent;
  }

  /** Whether a schema was reached so far. */
  hasVisited(schema: unknown): boolean {
    return [...this.old.flattened([schema]), ...this.now.flattened([schema])].some((part) => this.#visited.has(part));
  }

  /** The differences, each pair of schemas compared once; `adds`: in addition to others that are compared elsewhere. */
  compare(old: Schemas, now: Schemas, adds = false): Found[] {
    const oldParts = this.old.flattened(old);
    const newParts = this.now.flattened(now);
    for (const part of [...oldParts, ...newParts]) this.#visited.add(part);
    const oldKey = keyOf(this.old, oldParts);
    const newKey = keyOf(this.now, newParts);
    const key = `${oldKey}|${newKey}|${adds}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // A circle: what differs on it is found where it began.
    if (this.#running.has(key)) return [];
    if (this.#running.size >= MOST_LEVELS) {
      this.#deferred.set(key, { old, now, adds });
      return [];
    }
    this.#running.add(key);
    const findings = this.#between(
      { parts: oldParts, shape: this.#shapeOf(this.old, oldParts, oldKey) },
      { parts: newParts, shape: this.#shapeOf(this.now, newParts, newKey) },
      adds,
    );
    this.#running.delete(key);
    const few = withFewWays(findings);
    this.#known.set(key, few);
    return few;
  }

  /** The differences in schemas that are nested too deeply, with their names. */
  deferred(): [name: string, findings: Found[]][] {
    const found: [string, Found[]][] = [];
    // Comparing one may defer others: they are appended, and reached in turn.
    for (const { old, now, adds } of this.#deferred.values()) {
      const name = this.old.nameOf(old[0]) ?? this.now.nameOf(now[0]) ?? 'without a name';
      found.push([name, this.compare(old, now, adds)]);
    }
    return found;
  }

  /** Whether two schemas accept the same values, regardless of their descriptions. */
  same(old: Schemas, now: Schemas): boolean {
    return this.compare(old, now).every(({ difference }) => difference.rule === 'documentation');
  }

  #between(old: Side, now: Side, adds: boolean): Found[] {
    const pair: SchemaPair = { old: old.shape, now: now.shape, adds, comparison: this };
    const [oldInner, newInner] = [
      this.#shapeBesideNull(this.old, old.parts),
      this.#shapeBesideNull(this.now, now.parts),
    ];
    if (oldInner !== undefined || newInner !== undefined) {
      const inner = this.compare(oldInner ?? old.parts, newInner ?? now.parts, adds);
      const saysNull = ({ at, notes, difference }: Found): boolean =>
        at === '' && notes.length === 0 && /^null-/.test(difference.rule);
      return [...inner.filter((finding) => !saysNull(finding)), ...compareNull(old.shape, now.shape)];
    }
    const asOne = comparedAsOneOfMore(pair, old.parts, now.parts);
    if (asOne !== undefined) return asOne;
    const choices = compareChoices(pair);
    const kinds = compareKinds(pair).filter((finding) => !isTold(finding, choices));
    const values = compareValues(pair);
    if (shareNoKind(old.shape, now.shape)) return [...choices, ...kinds, ...values];
    const others = [
      ...values,
      ...compareKeywords(old.shape, now.shape, old.parts.length > 0 && now.parts.length > 0),
      ...compareObjects(pair),
      ...compareArrays(pair),
      ...compareConditions(pair),
    ];
    // Beside other schemas, a type is repeated rather than new if there is anything else.
    const repeated = adds && (saysNothing(old.shape) || saysNothing(now.shape));
    return [...choices, ...kinds.filter((finding) => !(repeated && isTold(finding, others))), ...others];
  }

  /** The one alternative besides null, so that what differs in it is one finding with where else it is used. */
  #shapeBesideNull(references: References, parts: readonly Dict[]): Schemas | undefined {
    const [only] = parts;
    if (only === undefined || !isChoiceOnly(parts)) return undefined;
    const alternatives = [...listOf(only['anyOf']), ...listOf(only['oneOf'])];
    const real = alternatives.filter((alternative) => !isOnlyNull(references.flattened([alternative])));
    return real.length === 1 && alternatives.length === 2 ? real : undefined;
  }

  #shapeOf(references: References, parts: readonly Dict[], key: string): Shape {
    const shapes = remembered(this.#shapes, references, () => new Map<string, Shape>());
    return remembered(shapes, key, () => shapeOf(references, parts, this.sent));
  }
}

interface Side {
  readonly parts: readonly Dict[];
  readonly shape: Shape;
}

/** Whether other findings say more precisely what a change of type says, for both kinds of client. */
function isTold({ difference }: Found, others: readonly Found[]): boolean {
  const rule = ruleOf(difference.rule);
  const otherRules = others.map((other) => ruleOf(other.difference.rule));
  return (
    /^type-/.test(difference.rule) &&
    (rule.reads.effect !== 'breaking' || otherRules.some(({ reads }) => reads.effect === 'breaking')) &&
    (rule.sends.effect !== 'breaking' || otherRules.some(({ sends }) => sends.effect === 'breaking'))
  );
}

function isOnlyNull(parts: readonly Dict[]): boolean {
  return parts.length === 1 && parts[0]?.['type'] === 'null';
}

/** A key for a set of schemas, in any order. */
function keyOf(references: References, parts: readonly Dict[]): string {
  return parts
    .map((part) => references.idOf(part))
    .sort((a, b) => a - b)
    .join(',');
}
