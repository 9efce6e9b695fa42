import { remembered } from '../remembered.js';
import { canonical, isDict, listOf, mapOf, textsOf, type Dict } from '../description/json.js';
import { allNames, isNothing, ownNames, present } from './named-fields.js';
import type { References } from './references.js';
import { readKeywords, type Keywords } from './shape-keywords.js';
import { ALL_KINDS, kindOf, kindsNamed, type Kind } from './types-of-values.js';

/** Schemas that all have to hold. */
export type Schemas = readonly unknown[];

/** A choice: one of several shapes. */
export interface Choice {
  readonly exclusive: boolean;
  readonly alternatives: readonly unknown[];
}

/** What holds only if something else does. */
export interface Condition {
  readonly given: unknown;
  readonly then: Schemas;
  readonly otherwise: Schemas;
}

/** What several schemas allow together, however they are written. */
export interface Shape extends Keywords {
  /** Kinds of values, null included. */
  kinds: Set<Kind>;
  /** The listed values by their canonical text, without null; absent if any value goes. */
  values: Map<string, unknown> | undefined;
  properties: Map<string, unknown[]>;
  required: Set<string>;
  /** Schemas of all fields but those that their owner lists. */
  others: { readonly schema: unknown; readonly except: ReadonlySet<string> }[];
  /** The only fields that there may be, by every schema that closes the object; absent: there may be any. */
  allowed: Set<string> | undefined;
  items: unknown[];
  leading: unknown[][];
  contains: unknown[];
  choices: Choice[];
  /** Fields that every alternative of a choice has. */
  inEvery: Map<string, { readonly schemas: Schemas; readonly required: boolean }>;
  conditions: Condition[];
  exclusions: unknown[];
}

/** The shape that schemas have together; `sent`: as it is sent, so that fields which are only read are left out. */
export function shapeOf(references: References, schemas: Schemas, sent: boolean, within: readonly Dict[] = []): Shape {
  const shape = anyShape();
  const parts = references.flattened(schemas);
  for (const part of parts) addPart(shape, part, references);
  for (const part of parts) {
    if (!within.includes(part)) addChoices(shape, part, references, sent, [...within, part]);
  }
  settleValues(shape);
  // Elements that one schema lists and another treats alike are not combined.
  const ofArrays = parts.filter((part) => part['items'] !== undefined || part['prefixItems'] !== undefined);
  if (shape.leading.length > 0 && ofArrays.length > 1)
    shape.marks.set('prefixItems', new Set(ofArrays.map((part) => references.textOf(part))));
  for (const name of shape.properties.keys()) {
    for (const { schema, except } of shape.others) if (!except.has(name)) add(shape.properties, name, schema);
    if (shape.allowed?.has(name) === false) shape.properties.delete(name);
  }
  const hidden = sent ? 'readOnly' : 'writeOnly';
  for (const [name, property] of shape.properties) {
    if (!references.flattened(property).some((part) => part[hidden] === true)) continue;
    shape.properties.delete(name);
    shape.required.delete(name);
  }
  return shape;
}

function anyShape(): Shape {
  return {
    kinds: new Set(ALL_KINDS),
    values: undefined,
    properties: new Map(),
    required: new Set(),
    others: [],
    allowed: undefined,
    items: [],
    leading: [],
    contains: [],
    choices: [],
    inEvery: new Map(),
    conditions: [],
    exclusions: [],
    marks: new Map(),
    limits: new Map(),
    documentation: new Map(),
  };
}

function addPart(shape: Shape, part: Dict, references: References): void {
  readKeywords(shape, part, references);
  const nullable = references.isVersion30 && part['nullable'] === true;
  if (part['type'] !== undefined) {
    const names = Array.isArray(part['type']) ? part['type'] : [part['type']];
    keepKinds(shape, new Set([...names.flatMap(kindsNamed), ...(nullable ? (['null'] as const) : [])]));
  }
  if (Array.isArray(part['enum'])) keepValues(shape, [...(part['enum'] as unknown[]), ...(nullable ? [null] : [])]);
  if ('const' in part) keepValues(shape, [part['const']]);
  for (const name of textsOf(part['required'])) shape.required.add(name);
  for (const [name, schema] of mapOf(part['properties'])) add(shape.properties, name, schema);
  addOthers(shape, part['additionalProperties'], ownNames(part));
  const unevaluated = part['unevaluatedProperties'];
  if (unevaluated !== undefined) {
    const names = allNames(part, references);
    if (names !== undefined) addOthers(shape, unevaluated, names);
    else shape.marks.set('unevaluatedProperties', new Set([references.textOf(part)]));
  }
  if (part['contains'] !== undefined) shape.contains.push(part['contains']);
  if (part['items'] !== undefined) shape.items.push(part['items']);
  for (const [index, item] of listOf(part['prefixItems']).entries()) (shape.leading[index] ??= []).push(item);
  if (isNothing(part)) shape.kinds.clear();
  else if (part['not'] !== undefined) shape.exclusions.push(part['not']);
  if (part['if'] !== undefined && (part['then'] !== undefined || part['else'] !== undefined)) {
    shape.conditions.push({ given: part['if'], then: present(part['then']), otherwise: present(part['else']) });
  }
}

function addOthers(shape: Shape, schema: unknown, except: Set<string>): void {
  if (isDict(schema) && !isNothing(schema) && Object.keys(schema).length > 0) shape.others.push({ schema, except });
  if (!isNothing(schema)) return;
  shape.allowed = new Set([...(shape.allowed ?? except)].filter((name) => except.has(name)));
}

function addChoices(shape: Shape, part: Dict, references: References, sent: boolean, within: readonly Dict[]): void {
  for (const keyword of ['anyOf', 'oneOf']) {
    const alternatives = listOf(part[keyword]);
    if (alternatives.length === 0) continue;
    const shapes = alternatives.map((alternative) => shapeOf(references, [alternative], sent, within));
    keepKinds(shape, new Set(shapes.flatMap(({ kinds }) => [...kinds])));
    const real = alternatives.filter((_, index) => [...(shapes[index]?.kinds ?? [])].some((kind) => kind !== 'null'));
    // If a value may fit two alternatives of which only one may fit, the choice says more than its parts do.
    const overlapping = keyword === 'oneOf' && overlap(shapes);
    const isPlainChoice = shapes.every(isPlain);
    if (!overlapping && isPlainChoice && shapes.every((one) => one.values !== undefined || isNull(one))) {
      const values = shapes.flatMap(({ values, kinds }) => [
        ...(values?.values() ?? []),
        ...(kinds.has('null') ? [null] : []),
      ]);
      keepValues(shape, values);
    } else if (!overlapping && real.length === 1) {
      // One shape or null: the shape itself, since the kinds say already whether null may come.
      const [only] = real;
      for (const inner of references.flattened([only])) {
        addWithoutKinds(shape, inner, references);
        if (!within.includes(inner)) addChoices(shape, inner, references, sent, [...within, inner]);
      }
    } else if (overlapping || !isPlainChoice || shapes.some(({ values }) => values !== undefined)) {
      shape.choices.push({ exclusive: keyword === 'oneOf', alternatives: overlapping ? alternatives : real });
      addInEvery(
        shape,
        shapes.filter((one) => !isNull(one)),
      );
    }
  }
}

function addInEvery(shape: Shape, alternatives: readonly Shape[]): void {
  for (const name of alternatives[0]?.properties.keys() ?? []) {
    if (!alternatives.every(({ properties }) => properties.has(name))) continue;
    const schemas = alternatives.map(({ properties }) => ({ allOf: properties.get(name) ?? [] }));
    const distinct = [...new Map(schemas.map((schema) => [canonical(schema), schema])).values()];
    const required = alternatives.every((one) => one.required.has(name));
    shape.inEvery.set(name, { schemas: distinct.length === 1 ? distinct : [{ anyOf: distinct }], required });
  }
}

/** Whether a value may fit two of several shapes, as far as kinds and listed values show. */
function overlap(shapes: readonly Shape[]): boolean {
  return shapes.some((shape, index) =>
    shapes.slice(index + 1).some((other) => {
      const shared = [...shape.kinds].filter((kind) => other.kinds.has(kind));
      const { values } = shape;
      if (values === undefined || other.values === undefined) return shared.length > 0;
      return shared.includes('null') || [...other.values.keys()].some((value) => values.has(value));
    }),
  );
}

/** Adds a schema that has null as an alternative: it does not forbid the null that its sibling allows. */
function addWithoutKinds(shape: Shape, part: Dict, references: References): void {
  const { type: _type, enum: listed, const: _const, ...rest } = part;
  addPart(shape, rest, references);
  if (Array.isArray(listed)) keepValues(shape, [...(listed as unknown[]), null]);
  if ('const' in part) keepValues(shape, [part['const'], null]);
}

function isNull({ kinds }: Shape): boolean {
  return kinds.size === 1 && kinds.has('null');
}

/** Whether a shape restricts nothing but kinds and values. */
function isPlain(shape: Shape): boolean {
  const { kinds: _kinds, values: _values, documentation: _documentation, allowed, ...rest } = shape;
  return (
    allowed === undefined && Object.values(rest).every((many) => (Array.isArray(many) ? many.length : many.size) === 0)
  );
}

function keepKinds(shape: Shape, kinds: ReadonlySet<Kind>): void {
  for (const kind of shape.kinds) if (!kinds.has(kind)) shape.kinds.delete(kind);
}

function keepValues(shape: Shape, values: readonly unknown[]): void {
  const kept = new Map(values.map((value) => [canonical(value), value]));
  const { values: before } = shape;
  shape.values = before === undefined ? kept : new Map([...before].filter(([text]) => kept.has(text)));
}

/** A list of values and a set of kinds narrow each other; null is represented by the kinds alone. */
function settleValues(shape: Shape): void {
  const { values } = shape;
  if (values === undefined) return;
  for (const [text, value] of values) if (!shape.kinds.has(kindOf(value))) values.delete(text);
  keepKinds(shape, new Set([...values.values()].map(kindOf)));
  values.delete('null');
  if (values.size === 0 && isNull(shape)) shape.values = undefined;
}

function add(map: Map<string, unknown[]>, name: string, schema: unknown): void {
  remembered(map, name, () => []).push(schema);
}
