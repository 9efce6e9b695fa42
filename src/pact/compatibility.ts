import * as comparatorModule from '@pactflow/openapi-pact-comparator';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import { acceptsJson, isJsonType } from '../exchange/json-type.js';
import { withoutConditions } from '../description/contract-types.js';
import { InvalidInput } from '../invalid-input.js';

/** The comparator's result for one place in a pact. */
interface Result {
  code: string;
  message: string;
  mockDetails?: { location: string; interactionDescription?: string | null };
}

// The package's own declarations reference files in a way that only bundlers resolve.
const { Comparator } = comparatorModule as unknown as {
  Comparator: new (openapi: unknown) => { compare(pact: unknown): AsyncIterable<Result> };
};

/**
 * To be ignored: the page requires Content-Type without a body, but the comparator expects it only with one; and a
 * server ignores headers that it does not know.
 */
const IGNORED = ['request.content-type.unknown', 'request.header.unknown'];

/** Headers that have more right values than the description lists, as the gate judges them. */
const IS_RIGHT: Readonly<Partial<Record<string, (value: string) => boolean>>> = {
  accept: acceptsJson,
  'content-type': isJsonType,
};

/** Something that a pact demands and the contract does not promise. */
export interface Demand {
  /** The description of the interaction. */
  interaction: string;
  /** The comparator's message. */
  message: string;
  /** The keys to the place in the pact, such as `interactions`, `0`, `response`, `body`, `code`. */
  keys: readonly string[];
  /** The line of the pact, from 1. */
  line: number;
}

/** A pact file, by the name that the user gave, and its text. */
export interface PactText {
  file: string;
  text: string;
}

/** The parts of a pact's interaction that are compared. */
export interface Interaction {
  type?: unknown;
  request?: { method?: unknown; path?: unknown; headers?: Readonly<Record<string, string | string[]>> };
  response?: { status?: unknown };
}

/**
 * The demands of a pact that the OpenAPI description does not promise.
 *
 * @param openapi the description as one document, without references to other files
 * @param isWanted selects the interactions to compare (default: all)
 * @throws InvalidInput if an interaction is not one of specification V1 to V4; the message has the line
 */
export async function unpromisedDemands(
  openapi: object,
  { file, text }: PactText,
  isWanted: (interaction: Interaction) => boolean = () => true,
): Promise<Demand[]> {
  // The comparator does not follow references in conditions, and a pact has only examples to compare with them.
  const comparator = new Comparator(withoutConditions(openapi));
  const pact = JSON.parse(text) as Pact;
  const interactions = pact.interactions ?? [];
  const compared = [...interactions.keys()].filter((index) => isWanted(interactions[index] ?? {}));
  // The comparator numbers only the interactions it was given.
  const inPact = ([first = '', index = '', ...rest]: readonly string[]): string[] =>
    index === '' ? [first] : [first, String(compared[Number(index)] ?? index), ...rest];
  const lineOf = lineFinder(text);
  const demands = new Map<string, Demand>();
  try {
    const given = { metadata: pact.metadata ?? {}, interactions: compared.map((index) => interactions[index]) };
    for await (const { code, message, mockDetails } of comparator.compare(given)) {
      const keys = inPact(keysOf(mockDetails?.location ?? '', message));
      if (IGNORED.includes(code) || isRightHeader(keys, interactions)) continue;
      const interaction = mockDetails?.interactionDescription ?? 'the pact';
      const demand = { interaction, message, keys, line: lineOf(inFile(keys, pact)) };
      demands.set(`${demand.interaction}${demand.line}${message}`, demand);
    }
  } catch (error) {
    const [problem] = malformations(error);
    if (problem === undefined) throw error;
    const keys = inPact(problem.instancePath.split('/').slice(1));
    throw new InvalidInput(`${file}:${lineOf(keys)}:1: not a pact: ${keys.join('.')} ${problem.message ?? 'is wrong'}`);
  }
  return [...demands.values()];
}

/** Whether a place is a header of a request with a right value, which is a list since V4. */
function isRightHeader([, index, side, part, name = '']: readonly string[], interactions: Interaction[]): boolean {
  const isRight = side === 'request' && part === 'headers' ? IS_RIGHT[name.toLowerCase()] : undefined;
  const sent = Object.entries(interactions[Number(index)]?.request?.headers ?? {});
  // The comparator writes the name as the description does.
  const [, value = ''] = sent.find(([it]) => it.toLowerCase() === name.toLowerCase()) ?? [];
  return isRight?.([value].flat().join(', ')) === true;
}

/** The comparator's errors for a pact that it cannot read, innermost place first. */
function malformations(error: unknown): { instancePath: string; message?: string }[] {
  if (!(error instanceof Error && 'errors' in error && Array.isArray(error.errors))) return [];
  const errors = error.errors as { instancePath: string; message?: string }[];
  return errors.toSorted((a, b) => b.instancePath.length - a.instancePath.length);
}

interface Pact {
  interactions?: Interaction[];
  metadata?: { pactSpecification?: { version?: string }; 'pact-specification'?: { version?: string } } | null;
}

/** The keys to a place such as `[root].interactions[0].response.body.code`. */
function keysOf(location: string, message: string): string[] {
  const keys = location.match(/[^.[\]]+/g)?.slice(1) ?? [];
  // Only the message names a surplus field.
  const [, surplus] = /additional properties - (.+)$/.exec(message) ?? [];
  return surplus === undefined ? keys : [...keys, surplus];
}

/** The keys as in the file: since V4, a body has its content and its media type. */
function inFile(keys: readonly string[], { metadata }: Pact): string[] {
  const { version = '' } = metadata?.pactSpecification ?? metadata?.['pact-specification'] ?? {};
  return keys[3] === 'body' && version.startsWith('4') ? keys.toSpliced(4, 0, 'content') : [...keys];
}

/** Returns a function that finds the line of a place, or else of the nearest enclosing value. */
function lineFinder(text: string): (keys: readonly string[]) => number {
  const lines = new LineCounter();
  // JSON is YAML, and this parser keeps positions.
  const { contents } = parseDocument(text, { lineCounter: lines });
  return (keys) => {
    let node: Node | null = contents;
    let line = 1;
    for (const key of keys) {
      const place = child(node, key);
      if (place === undefined) break;
      line = lines.linePos(place.start).line;
      node = place.value;
    }
    return line;
  };
}

/** A child by its key; the name of a header may differ in case. */
function child(parent: Node | null, key: string): { start: number; value: Node } | undefined {
  if (isMap(parent)) {
    for (const { key: name, value } of parent.items) {
      if (isScalar(name) && String(name.value).toLowerCase() === key.toLowerCase() && name.range && isNode(value)) {
        return { start: name.range[0], value };
      }
    }
    return undefined;
  }
  const value = isNode(parent) && 'get' in parent ? parent.get(Number(key), true) : undefined;
  return isNode(value) && value.range ? { start: value.range[0], value } : undefined;
}
