import { remembered } from '../remembered.js';
import { isDocumentation } from '../description/documentation.js';
import { canonical, isDict, type Dict } from '../description/json.js';
import type { References } from './references.js';
import { isTypeName } from './types-of-values.js';

/** The combined simple keywords of several schemas. */
export interface Keywords {
  /** Keywords that hold or do not, such as `format`, with all that is required; sorted texts. */
  readonly marks: Map<string, Set<string>>;
  /** The tightest of each limit. */
  readonly limits: Map<string, number>;
  /** What is for people. */
  readonly documentation: Map<string, string>;
}

const isSchema = (value: unknown): boolean => isDict(value) || typeof value === 'boolean';
const isList = (value: unknown): boolean => Array.isArray(value);
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isAnything = (): boolean => true;

/** Keywords that this command interprets, if their values are well-formed. Everything else counts as the worst case. */
const STRUCTURE: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['type', (value: unknown) => (Array.isArray(value) ? value.every(isTypeName) : isTypeName(value))],
  ...['required'].map((name) => [name, isTextList] as const),
  ...['enum', 'prefixItems', 'allOf', 'anyOf', 'oneOf'].map((name) => [name, isList] as const),
  ...['items', 'contains', 'not', 'if', 'then', 'else', 'additionalProperties', 'unevaluatedProperties'].map(
    (name) => [name, isSchema] as const,
  ),
  ['properties', isDict],
  ...['const', '$ref', '$defs', 'definitions', '$id', '$anchor'].map((name) => [name, isAnything] as const),
  ['$schema', (value: unknown) => value === 'https://json-schema.org/draft/2020-12/schema'],
]);
const UPPER = new Set(['maxLength', 'maxItems', 'maxProperties', 'maximum', 'maxContains', 'exclusiveMaximum']);
const LOWER = new Set(['minLength', 'minItems', 'minProperties', 'minimum', 'minContains', 'exclusiveMinimum']);
const FROM_ZERO = new Set(['minLength', 'minItems', 'minProperties']);
/** Marks without a meaning if they are false. */
const FLAGS = new Set(['deprecated', 'uniqueItems', 'readOnly', 'writeOnly', 'nullable']);

/** Whether a larger value of a limit allows more. */
export function isUpper(limit: string): boolean {
  return UPPER.has(limit);
}

/** Adds what the simple keywords of a schema say. */
export function readKeywords(into: Keywords, schema: Dict, references: References): void {
  for (const [name, value] of Object.entries(schema)) {
    if (value === undefined || STRUCTURE.get(name)?.(value) === true) continue;
    if (name === 'nullable' && references.isVersion30) continue;
    if (isDocumentation(name)) {
      into.documentation.set(name, (into.documentation.get(name) ?? '') + canonical(value));
    } else if (typeof value === 'number' && (UPPER.has(name) || LOWER.has(name))) {
      // In OpenAPI 3.0 the exclusive limit is a flag next to the limit, and replaces it.
      if (schema[`exclusive${name.charAt(0).toUpperCase()}${name.slice(1)}`] !== true) addLimit(into, name, value);
    } else if (!addExclusiveOfVersion30(into, schema, name, value)) addMark(into, name, value, references);
  }
}

function addLimit(into: Keywords, name: string, value: number): void {
  if (value <= 0 && FROM_ZERO.has(name)) return;
  const before = into.limits.get(name);
  const tightest = isUpper(name) ? Math.min(before ?? value, value) : Math.max(before ?? value, value);
  into.limits.set(name, tightest);
}

/** In OpenAPI 3.0, `exclusiveMaximum: true` expresses what is a separate number in JSON Schema. */
function addExclusiveOfVersion30(into: Keywords, schema: Dict, name: string, value: unknown): boolean {
  if (typeof value !== 'boolean' || (name !== 'exclusiveMaximum' && name !== 'exclusiveMinimum')) return false;
  const limit = schema[name === 'exclusiveMaximum' ? 'maximum' : 'minimum'];
  if (value && typeof limit === 'number') addLimit(into, name, limit);
  return true;
}

function addMark(into: Keywords, name: string, value: unknown, references: References): void {
  if (value === false && FLAGS.has(name)) return;
  const plain = name === 'discriminator' ? withoutTargets(value) : value;
  const text = typeof plain === 'string' ? plain : references.textOf(plain);
  remembered(into.marks, name, () => new Set()).add(text);
}

/** A discriminator without the names of its components, which may be renamed. */
function withoutTargets(value: unknown): unknown {
  return isDict(value) && isDict(value['mapping'])
    ? { ...value, mapping: Object.keys(value['mapping']).sort() }
    : value;
}
