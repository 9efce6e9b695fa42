import { visit, type JSONPath } from 'jsonc-parser';
import type { JsonBody } from './exchange.js';

/** A key that an object of a JSON text has more than once. */
export interface RepeatedKey {
  segments: JSONPath;
  /** Its values, in the order of the text; an object or an array is empty here. */
  values: unknown[];
}

/** The repeated keys of one body that are reported. */
const MAX_REPEATED = 20;

/** The keys that a body has more than once in one object: parsers disagree on which of the values counts. */
export function repeatedKeys({ value, text }: JsonBody): RepeatedKey[] {
  // A colon follows every key of the text. If no key was lost, nothing is read a second time.
  return quotedColons(text) === keysIn(value) ? [] : repeatedIn(text);
}

/** How many colons follow a quotation mark: at least as many as the text has keys. */
function quotedColons(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (isSpace(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTATION_MARK) count += 1;
  }
  return count;
}

const QUOTATION_MARK = 0x22;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += keysIn(item);
    return count;
  }
  const object = value as Record<string, unknown>;
  // Objects that JSON.parse made inherit no enumerable key.
  for (const key in object) count += 1 + keysIn(object[key]);
  return count;
}

function repeatedIn(text: string): RepeatedKey[] {
  const objects: Map<string, unknown[]>[] = [];
  const repeated = new Map<unknown[], JSONPath>();
  let values: unknown[] | undefined;
  const note = (value: unknown): void => {
    values?.push(value);
    values = undefined;
  };
  visit(text, {
    onObjectBegin: () => {
      note({});
      objects.push(new Map());
    },
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (key, _offset, _length, _line, _column, pathOf: () => JSONPath) => {
      const keys = objects.at(-1);
      values = keys?.get(key);
      if (values === undefined) keys?.set(key, (values = []));
      else if (repeated.size < MAX_REPEATED) repeated.set(values, [...pathOf(), key]);
    },
    onArrayBegin: () => note([]),
    onLiteralValue: note,
  });
  return [...repeated].map(([values, segments]) => ({ segments, values }));
}
