import * as comparatorModule from '@pactflow/openapi-pact-comparator';
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Node } from 'yaml';
import { withoutConditions } from '../../src/description/contract-types.js';

/** What the comparator says of one place of a pact. */
interface Result {
  code: string;
  message: string;
  mockDetails?: { location: string; interactionDescription?: string | null };
}

// The package's own declarations refer to files in a way that only bundlers resolve.
const { Comparator } = comparatorModule as unknown as {
  Comparator: new (openapi: unknown) => { compare(pact: unknown): AsyncIterable<Result> };
};

/** The page asks for Content-Type on a request without a body; the comparator knows it beside a body only. */
const WITHOUT_MEANING = 'request.content-type.unknown';

/**
 * What of a pact the OpenAPI description does not allow: a line each, with file and line of the pact,
 * the interaction and the complaint; empty where all of it is allowed.
 *
 * @param openapi the description as one document without references to other files
 * @param file the pact's name, for the messages
 */
export async function incompatibilities(openapi: object, pactText: string, file: string): Promise<string[]> {
  // The comparator does not follow references out of conditions, and a pact has only examples to hold against them.
  const comparator = new Comparator(withoutConditions(openapi));
  const pact: unknown = JSON.parse(pactText);
  const lineOf = lineFinder(pactText);
  const complaints: string[] = [];
  for await (const { code, message, mockDetails } of comparator.compare(pact)) {
    if (code === WITHOUT_MEANING) continue;
    const interaction = mockDetails?.interactionDescription ?? 'the pact';
    complaints.push(`${file}:${lineOf(keysOf(mockDetails?.location ?? '', message))} ${interaction}: ${message}`);
  }
  return [...new Set(complaints)];
}

/** The keys to a place such as `[root].interactions[0].response.body.code` in a pact of specification V4. */
function keysOf(location: string, message: string): string[] {
  const keys = location.match(/[^.[\]]+/g)?.slice(1) ?? [];
  // A field that is too much is named in the message alone.
  const [, surplus] = /additional properties - (.+)$/.exec(message) ?? [];
  if (surplus !== undefined) keys.push(surplus);
  return keys[3] === 'body' ? keys.toSpliced(4, 0, 'content') : keys;
}

/** Finds the line of a place, or that of the nearest thing around it. */
function lineFinder(text: string): (keys: readonly string[]) => number {
  const lines = new LineCounter();
  // JSON is YAML, and this parser remembers where things stand.
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

/** A child by its key, which may be a header's name in another case. */
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
