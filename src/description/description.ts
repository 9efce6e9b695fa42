/** Reads an OpenAPI description from files or from a git revision, as one document. */

import { CORE_SCHEMA, load } from 'js-yaml';
import { InvalidInput } from '../invalid-input.js';
import { oneLine } from '../report/visible-text.js';
import { BrokenReference, bundled } from './bundle.js';
import { namedByTitle } from './contract-types.js';
import { isDict, type Dict } from './json.js';
import { sourceOf, type Argument, type Source } from './source.js';

/** Limits above which a description counts as a mistake or an attack. */
const MOST_VALUES = 3_000_000;
const MOST_LEVELS = 500;

/**
 * The OpenAPI document that a command argument names, as one self-contained object.
 *
 * @throws InvalidInput if it does not exist or cannot be read
 */
export async function readDescription(argument: Argument): Promise<Dict> {
  const source = await sourceOf(argument);
  const named = `${argument.argument} ${argument.value}`;
  const document = parsed(source, named);
  const readBeside = async (path: string): Promise<unknown> => {
    const value = valueIn(await source.read(path), path);
    if (isDict(value)) withinLimits(value, path);
    return value;
  };
  try {
    return namedByTitle(await bundled(document, source.path, readBeside));
  } catch (error) {
    if (!(error instanceof BrokenReference)) throw error;
    throw new InvalidInput(
      `${named} has a broken reference at ${oneLine(error.pointer)} (${firstLine(error)}): correct the $ref`,
    );
  }
}

function parsed(source: Source, named: string): Dict {
  let value: unknown;
  try {
    value = valueIn(source.text, source.path);
  } catch (error) {
    throw new InvalidInput(`${named} is neither YAML nor JSON (${firstLine(error)}): name an OpenAPI document`);
  }
  const document = withinLimits(value, named);
  const { openapi } = document;
  if (typeof openapi !== 'string' || !/^3\.\d+(?:\.|$)/.test(openapi)) {
    const found = openapi === undefined ? 'it has no openapi: 3.x' : `it says openapi: ${versionInWords(openapi)}`;
    throw new InvalidInput(`${named} is not an OpenAPI 3 document (${found}): name one of OpenAPI 3.0 or later`);
  }
  if (!hasShape(document)) {
    throw new InvalidInput(`${named} is not an OpenAPI document (its paths do not follow OpenAPI): correct them`);
  }
  return document;
}

/** Parses JSON or YAML. JSON is also YAML, but its own parser is many times as fast. */
function valueIn(text: string, filename: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(plain)) {
    try {
      return JSON.parse(plain) as unknown;
    } catch {
      // YAML may also begin with a brace.
    }
  }
  return load(plain, { schema: CORE_SCHEMA, filename });
}

/** Whether paths, operations, parameters and responses have the shape of OpenAPI, so that they can be compared. */
function hasShape({ paths = {} }: Dict): boolean {
  if (!isDict(paths)) return false;
  return Object.values(paths).every((item) => {
    if (!isDict(item)) return false;
    return Object.entries(item).every(([name, operation]) => {
      if (!METHODS.has(name)) return true;
      if (!isDict(operation)) return false;
      const { parameters = [], responses = {} } = operation;
      return Array.isArray(parameters) && isDict(responses);
    });
  });
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

function versionInWords(version: unknown): string {
  return typeof version === 'string' ? oneLine(version).slice(0, 40) : `${typeof version} instead of a text`;
}

/** A parsed document, checked to be an object within the limits. */
function withinLimits(value: unknown, named: string): Dict {
  if (!isDict(value)) throw new InvalidInput(`${named} is not an OpenAPI document (it is not an object): name one`);
  let values = 0;
  const isSmall = (node: unknown, level: number): boolean => {
    if (typeof node !== 'object' || node === null) return true;
    values += 1;
    if (values > MOST_VALUES || level > MOST_LEVELS) return false;
    if (hasStrayPercent(node)) throw new InvalidInput(`${named} has a $ref that cannot be decoded: correct its %`);
    return Object.values(node).every((child) => isSmall(child, level + 1));
  };
  if (isSmall(value, 0)) return value;
  throw new InvalidInput(`${named} is too large or too deeply nested to compare: name an OpenAPI document`);
}

/** Whether a reference has a stray %, on which other tools crash. */
function hasStrayPercent(node: object): boolean {
  return '$ref' in node && typeof node.$ref === 'string' && /%(?![\da-f]{2})/i.test(node.$ref);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown';
  return oneLine(message.split('\n', 1)[0] ?? '').slice(0, 200);
}
