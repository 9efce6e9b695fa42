import { isObject } from '../exchange/body.js';
import { joined } from '../exchange/json-path.js';
import type { Observation } from '../exchange/observation.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import { BoundedFindings, type Judged } from './bounded-findings.js';

/** The parts of an Ajv error (with `verbose`) that findings use. */
interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
  schema: unknown;
  parentSchema: SchemaNode;
  data: unknown;
}

interface SchemaNode {
  'x-requirement'?: string;
  'x-expected'?: string;
  type?: string | string[];
  properties?: Record<string, SchemaNode>;
}

/** A validator that `npm run generate` wrote for a schema. */
export interface Validator {
  (data: unknown): boolean;
  errors?: unknown[] | null;
}

/**
 * Adds a finding for each error of a value against a schema. A schema node names its requirement; errors of nodes
 * that name none are steps towards another error (such as the branches of an `anyOf`) and are skipped.
 */
export function addSchemaFindings(findings: BoundedFindings, validate: Validator, value: unknown): void {
  if (validate(value)) return;
  const known = new Set<string>();
  // If the validator has dropped errors, there may be holes.
  for (const error of (validate.errors ?? []) as (SchemaError | undefined)[]) {
    if (error === undefined || error.keyword === 'if') continue;
    const requirement = requirementBroken(error);
    if (requirement === undefined) continue;
    const { missingProperty, additionalProperty } = error.params;
    const name = missingProperty ?? additionalProperty;
    const place = typeof name === 'string' ? `${error.instancePath}/${name}` : error.instancePath;
    // A value of the wrong type violates several keywords of one node; one finding is enough.
    const key = `${requirement} ${place}`;
    if (known.has(key)) continue;
    known.add(key);
    findings.add(requirement, place, () => observationOf(error));
  }
}

/** The findings of a value against a schema; see {@link addSchemaFindings}. */
export function judgeBySchema(validate: Validator, value: unknown): Judged[] {
  const findings = new BoundedFindings();
  addSchemaFindings(findings, validate, value);
  return findings.judged;
}

function requirementBroken({ keyword, params, parentSchema }: SchemaError): RequirementId | undefined {
  const missing = keyword === 'required' ? parentSchema.properties?.[String(params['missingProperty'])] : undefined;
  const id = missing?.['x-requirement'] ?? parentSchema['x-requirement'];
  return id !== undefined && isRequirementId(id) ? id : undefined;
}

function observationOf(error: SchemaError): Observation {
  const parent = pathOf(error.instancePath);
  const { keyword, params, parentSchema, data } = error;
  if (keyword === 'required') {
    const path = joined(parent, String(params['missingProperty']));
    const key = meantBy(String(params['missingProperty']), data);
    return key === undefined
      ? { message: `${path} is missing`, path, expected: 'present', actual: 'absent' }
      : {
          message: `${path} is missing; ${key} appears to be used instead`,
          path,
          expected: 'present',
          actual: `absent, but ${key}`,
        };
  }
  if (keyword === 'additionalProperties') {
    const name = String(params['additionalProperty']);
    const path = joined(parent, name);
    const value = isObject(data) ? data[name] : undefined;
    const message = `${path} is an undocumented field`;
    return { message, path, expected: 'a documented field', actual: kindOf(value) };
  }
  const path = parent;
  const subject = path === '' ? 'the body' : path;
  const expected = parentSchema['x-expected'] ?? expectation(error);
  const about = path === '' ? { expected } : { path, expected };
  if (keyword === 'type' || (keyword === 'not' && data === null)) {
    return { message: `${subject} is ${kindOf(data)}, not ${expected}`, ...about, value: data };
  }
  const size = sizeFault(error);
  if (size !== undefined) return { message: `${subject} ${size}`, ...about, actual: sizeOf(data) };
  // An expectation of "no …" cannot follow "is not".
  const says = expected.startsWith('no ') ? `: expected ${expected}` : ` is not ${expected}`;
  return { message: `${subject}${says}`, ...about, value: data };
}

/** The key of an object that equals a name except for case and punctuation: `resellerID`, `company_name`. */
function meantBy(name: string, data: unknown): string | undefined {
  const keys = isObject(data) ? Object.keys(data).slice(0, MAX_KEYS) : [];
  return keys.find((key) => lettersOf(key) === lettersOf(name));
}

/** How many keys of an object are compared. */
const MAX_KEYS = 1000;

function lettersOf(key: string): string {
  return key.toLowerCase().replace(/[^a-z\d]/g, '');
}

/** Describes a violated size limit; undefined if the error is about something else. */
function sizeFault({ keyword, schema }: SchemaError): string | undefined {
  const limit = String(schema);
  switch (keyword) {
    case 'maxLength':
      return `is longer than ${limit} characters`;
    case 'minLength':
      return schema === 1 ? 'is empty' : `is shorter than ${limit} characters`;
    case 'minItems':
      return schema === 1 ? 'is empty' : `has fewer than ${limit} items`;
    default:
      return undefined;
  }
}

function expectation({ keyword, params, schema }: SchemaError): string {
  switch (keyword) {
    case 'type':
      return typeNames(params['type'] as string | string[]);
    case 'enum':
      return `one of ${(schema as unknown[]).map((value) => JSON.stringify(value)).join(', ')}`;
    case 'const':
      return JSON.stringify(schema);
    case 'maxLength':
      return `at most ${String(schema)} characters`;
    case 'minLength':
      return `at least ${String(schema)} characters`;
    case 'minItems':
      return `an array of at least ${String(schema)}`;
    case 'minimum':
      return `a number of at least ${String(schema)}`;
    case 'format':
      return `a valid ${String(schema)}`;
    default:
      return `what ${keyword} ${JSON.stringify(schema)} allows`;
  }
}

function typeNames(type: string | string[]): string {
  const names: Record<string, string> = {
    string: 'a string',
    object: 'an object',
    array: 'an array',
    boolean: 'a boolean',
    integer: 'a whole number',
    number: 'a number',
    null: 'null',
  };
  return [type]
    .flat()
    .map((name) => names[name] ?? name)
    .join(' or ');
}

/** Describes the kind of a JSON value, without its content. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeNames(typeof value);
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : `${Array.from(value).length} characters`;
  return Array.isArray(value) && value.length > 0 ? `an array of ${value.length}` : 'an empty array';
}

/** A JSON pointer as a path: `/contacts/0/email` becomes `contacts[0].email`. */
function pathOf(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : joined(path, part)), '');
}
