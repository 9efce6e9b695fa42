import { canonical, isDict, type Dict } from './json.js';

/** What the simple keywords of schemas say together. */
export interface Keywords {
  /** Keywords that hold or do not, such as `format`, with all that is asked for; sorted texts. */
  readonly marks: Map<string, Set<string>>;
  /** The tightest of each limit. */
  readonly limits: Map<string, number>;
  /** What is for people. */
  readonly documentation: Map<string, string>;
}

/** Keywords that this command weighs itself; what is in no list here is a keyword that it does not know. */
const STRUCTURE = new Set([
  ...['type', 'enum', 'const', 'nullable', 'required', 'properties', 'patternProperties', 'additionalProperties'],
  ...['unevaluatedProperties', 'propertyNames', 'items', 'prefixItems', 'contains', 'allOf', 'anyOf', 'oneOf', 'not'],
  ...['if', 'then', 'else', 'dependentSchemas', 'dependentRequired', '$ref', '$defs', 'definitions', '$id', '$schema'],
  ...['$anchor', '$vocabulary'],
]);
const UPPER = new Set(['maxLength', 'maxItems', 'maxProperties', 'maximum', 'maxContains']);
const LOWER = new Set(['minLength', 'minItems', 'minProperties', 'minimum', 'minContains']);
const FROM_ZERO = new Set(['minLength', 'minItems', 'minProperties']);
const DOCUMENTATION = new Set(['title', 'description', 'summary', 'example', 'examples', 'externalDocs', '$comment']);

/** Whether a larger value of a limit allows more. */
export function isUpper(limit: string): boolean {
  return UPPER.has(limit) || limit === 'exclusiveMaximum';
}

/** Whether a name stands for what is written for people: descriptions, examples, annotations. */
export function isDocumentation(name: string): boolean {
  return DOCUMENTATION.has(name) || name.startsWith('x-');
}

/** Adds what the simple keywords of a schema say. */
export function readKeywords(into: Keywords, schema: Dict): void {
  for (const [name, value] of Object.entries(schema)) {
    if (value === undefined || STRUCTURE.has(name)) continue;
    if (isDocumentation(name)) {
      into.documentation.set(name, (into.documentation.get(name) ?? '') + canonical(value));
    } else if (typeof value === 'number' && isLimit(name)) {
      // In OpenAPI 3.0 the exclusive limit is a mark beside the limit, and takes its place.
      if (schema[`exclusive${name.charAt(0).toUpperCase()}${name.slice(1)}`] !== true) addLimit(into, name, value);
    } else if (!addExclusiveOfVersion30(into, schema, name, value)) addMark(into, name, value);
  }
}

function isLimit(name: string): boolean {
  return UPPER.has(name) || LOWER.has(name) || name === 'exclusiveMaximum' || name === 'exclusiveMinimum';
}

function addLimit(into: Keywords, name: string, value: number): void {
  if (value <= 0 && FROM_ZERO.has(name)) return;
  const before = into.limits.get(name);
  const tightest = isUpper(name) ? Math.min(before ?? value, value) : Math.max(before ?? value, value);
  into.limits.set(name, tightest);
}

/** OpenAPI 3.0 says by `exclusiveMaximum: true` what is a number of its own in JSON Schema. */
function addExclusiveOfVersion30(into: Keywords, schema: Dict, name: string, value: unknown): boolean {
  if (typeof value !== 'boolean' || (name !== 'exclusiveMaximum' && name !== 'exclusiveMinimum')) return false;
  const plain = name === 'exclusiveMaximum' ? 'maximum' : 'minimum';
  const limit = schema[plain];
  if (value && typeof limit === 'number') addLimit(into, name, limit);
  return true;
}

function addMark(into: Keywords, name: string, value: unknown): void {
  // A mark that says no is as good as none.
  if (value === false) return;
  const marks = into.marks.get(name) ?? new Set<string>();
  marks.add(typeof value === 'string' ? value : canonical(isDict(value) ? withoutTargets(name, value) : value));
  into.marks.set(name, marks);
}

/** A discriminator without the names of its components, which may be renamed. */
function withoutTargets(name: string, value: Dict): Dict {
  if (name !== 'discriminator' || !isDict(value['mapping'])) return value;
  return { ...value, mapping: Object.keys(value['mapping']).sort() };
}
