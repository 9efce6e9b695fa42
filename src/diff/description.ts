import {
  BaseResolver,
  bundle,
  createConfig,
  makeDocumentFromString,
  ResolveError,
  Source as RedoclySource,
  type Document,
} from '@redocly/openapi-core';
import { InvalidInput } from '../invalid-input.js';
import { oneLine } from '../report/visible-text.js';
import { namedByTitle } from './contract-types.js';
import { isDict, type Dict } from './json.js';
import { sourceOf, type Argument, type Source } from './source.js';

/** A description of more values or levels than this is taken for a mistake or an attack. */
const MOST_VALUES = 500_000;
const MOST_LEVELS = 500;

/**
 * The OpenAPI document that an argument of the command names, as one object that refers to itself alone.
 *
 * @throws InvalidInput where there is none, or where it is none that can be read
 */
export async function readDescription(argument: Argument): Promise<Dict> {
  const source = await sourceOf(argument);
  const named = `${argument.argument} ${argument.value}`;
  const document = parsed(source, named);
  const { bundle: bundled, problems } = await bundle({
    doc: document,
    config: await createConfig({}),
    externalRefResolver: new FilesBeside(source),
  }).catch((error: unknown) => {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`${named} cannot be put together (${firstLine(error)}): correct its references`);
  });
  const problem = problems.find(({ severity }) => severity === 'error');
  if (problem !== undefined) {
    const pointer = problem.location[0]?.pointer ?? '#/';
    throw new InvalidInput(
      `${named} has a broken reference at ${oneLine(pointer)} (${firstLine(problem)}): correct the $ref`,
    );
  }
  // What a file outside holds may be anything, so that it is measured again.
  return namedByTitle(measured(bundled.parsed, named));
}

function parsed(source: Source, named: string): Document {
  let document: Document;
  try {
    document = makeDocumentFromString(source.text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), source.path);
  } catch (error) {
    throw new InvalidInput(`${named} is neither YAML nor JSON (${firstLine(error)}): name an OpenAPI document`);
  }
  const { openapi } = measured(document.parsed, named);
  if (typeof openapi !== 'string' || !/^3\.\d+(?:\.|$)/.test(openapi)) {
    const found = openapi === undefined ? 'it has no openapi: 3.x' : `it says openapi: ${versionInWords(openapi)}`;
    throw new InvalidInput(`${named} is no OpenAPI 3 document (${found}): name one of OpenAPI 3.0 or later`);
  }
  if (!hasShape(document.parsed)) {
    throw new InvalidInput(`${named} is no OpenAPI document (its paths are not as OpenAPI has them): correct them`);
  }
  return document;
}

/** Whether paths, operations, parameters and responses are where OpenAPI has them, so that they can be compared. */
function hasShape(value: unknown): boolean {
  const { paths = {} } = value as { paths?: unknown };
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

/** A parsed document, known to be an object that can be walked. */
function measured(value: unknown, named: string): Dict {
  if (!isDict(value)) throw new InvalidInput(`${named} is no OpenAPI document (it is no object): name one`);
  let values = 0;
  const isSmall = (node: unknown, level: number): boolean => {
    if (typeof node !== 'object' || node === null) return true;
    values += 1;
    if (values > MOST_VALUES || level > MOST_LEVELS) return false;
    if (isTornReference(node)) throw new InvalidInput(`${named} has a $ref that cannot be decoded: correct its %`);
    return Object.values(node).every((child) => isSmall(child, level + 1));
  };
  if (isSmall(value, 0)) return value;
  throw new InvalidInput(`${named} is too large or too deep to be compared: name an OpenAPI document`);
}

/** Whether a reference has a % that starts no escape, on which tools end in ways of their own. */
function isTornReference(node: object): boolean {
  return '$ref' in node && typeof node.$ref === 'string' && /%(?![\da-f]{2})/i.test(node.$ref);
}

/** Reads what the description refers to from where the description itself comes from, and nothing from elsewhere. */
class FilesBeside extends BaseResolver {
  readonly #source: Source;

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  override async loadExternalRef(absolute: string): Promise<RedoclySource> {
    try {
      if (/^[a-z][a-z\d+.-]+:/i.test(absolute)) throw new Error(`${absolute} is remote, which is not followed`);
      const text = await this.#source.read(absolute);
      return new RedoclySource(absolute, text.replaceAll('\r\n', '\n'));
    } catch (error) {
      throw new ResolveError(error as Error);
    }
  }

  override parseDocument(source: RedoclySource, isRoot?: boolean): Document {
    const document = super.parseDocument(source, isRoot);
    if (isDict(document.parsed)) measured(document.parsed, source.absoluteRef);
    return document;
  }
}

function firstLine(error: unknown): string {
  const message = error instanceof Error || isDict(error) ? String((error as { message: unknown }).message) : 'unknown';
  return oneLine(message.split('\n', 1)[0] ?? '').slice(0, 200);
}
