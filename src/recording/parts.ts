import { isUtf8 } from 'node:buffer';
import { isObject, isTooDeep } from '../exchange/body.js';
import { jsonIn } from '../exchange/json.js';
import { InvalidInput } from '../invalid-input.js';
import { creatorIn, harParts, type HarPart } from './har-stream.js';
import type { Input } from './input.js';
import { locateIn, locateInItems, type Locate } from './json-path.js';
import { notJson, notJsonAt, positionAt } from './not-json.js';

/** A part of an input: part of a HAR, or a customer body with its positions. */
export type Part = HarPart | { kind: 'body'; value: unknown; text?: string; locate: Locate };

const HAR_START = /^\uFEFF?\s*\{\s*"log"\s*:/;

/** The most bytes of JSON that is neither HAR nor one customer per line; it is read as a whole. */
const MAX_WHOLE = 64 * 1024 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Enough bytes to recognize a HAR. */
const SNIFFED = 1024;

/**
 * Reads the parts of an input in order. A HAR or a file with one customer per line may have any size.
 *
 * @throws InvalidInput if it is neither HAR nor JSON; the message has line and column
 */
export async function* partsOf(input: Pick<Input, 'name' | 'chunks'>): AsyncGenerator<Part> {
  const chunks = input.chunks[Symbol.asyncIterator]();
  const head: Buffer[] = [];
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done !== true) head.push(next.value);
    return next.done !== true;
  };
  const size = (): number => head.reduce((sum, chunk) => sum + chunk.length, 0);
  let open = true;
  while (open && size() < SNIFFED) open = await more();
  const rest = async function* (): AsyncGenerator<Buffer> {
    yield* head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  };
  const beginning = Buffer.concat(head).subarray(0, SNIFFED).toString('utf8');
  if (HAR_START.test(beginning)) {
    yield* harParts(input.name, rest());
    return;
  }
  while (open && size() < MAX_WHOLE) open = await more();
  if (open) {
    const first = Buffer.concat(head).toString('utf8', 0, MAX_WHOLE).split('\n', 1)[0] ?? '';
    if (jsonIn(first) === undefined) throw tooLong(input.name);
    yield* linesOf(input.name, rest());
  } else {
    const bytes = Buffer.concat(head);
    const mark = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? '\uFEFF' : '';
    yield* inText(input.name, textOf(input.name, bytes), mark);
  }
}

/** Signatures of compressed files. */
const PACKED: readonly (readonly [start: string, what: string])[] = [
  ['\x1f\x8b', 'this is compressed with gzip; unpack it first'],
  ['PK\x03\x04', 'this is a ZIP archive; unpack it first'],
];

/** The text of a whole input: UTF-8, or UTF-16 as PowerShell's `>` writes it. */
function textOf(name: string, bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 4);
  if (start.startsWith('\xff\xfe')) return new TextDecoder('utf-16le').decode(bytes);
  if (start.startsWith('\xfe\xff')) return new TextDecoder('utf-16be').decode(bytes);
  const packed = PACKED.find(([magic]) => start.startsWith(magic))?.[1];
  if (packed !== undefined) throw notJsonAt(name, { line: 1, column: 1 }, packed);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (isUtf8(bytes)) return text;
  throw notJsonAt(name, positionAt(text, text.indexOf('\uFFFD')), 'this is not UTF-8; save the file as UTF-8');
}

function* inText(name: string, text: string, mark: string): Generator<Part> {
  const value = jsonIn(text);
  if (value !== undefined) {
    yield* inValue(name, value, text, mark);
    return;
  }
  const lines = text.split('\n');
  const first = lines.find((line) => line.trim() !== '');
  if (first === undefined || jsonIn(first) === undefined) throw notJson(name, text);
  for (const [index, line] of lines.entries()) yield* inLine(name, line, index + 1);
}

/** @param mark the byte order mark before the text, which may come from the provider's body */
function* inValue(name: string, value: unknown, text: string, mark: string): Generator<Part> {
  const log = isObject(value) ? value['log'] : undefined;
  if (isLog(log)) {
    yield creatorIn(log['creator']);
    for (const entry of log.entries) yield { kind: 'entry', entry };
  } else if (hasLogElsewhere(value)) {
    const problem = 'the log of a HAR, but not at the top: a HAR begins with {"log":';
    throw notJsonAt(name, { line: 1, column: 1 }, problem);
  } else if (Array.isArray(value) && !isTooDeep(text)) {
    const locate = locateInItems(text);
    for (const [index, item] of (value as unknown[]).entries())
      yield { kind: 'body', value: item, locate: locate(index) };
  } else {
    yield { kind: 'body', value, text: `${mark}${text}`, locate: locateIn(text) };
  }
}

function isLog(value: unknown): value is { creator?: unknown; entries: unknown[] } {
  return isObject(value) && Array.isArray(value['entries']);
}

/** Whether a value is the log of a HAR, or wraps a HAR. */
function hasLogElsewhere(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return isLog(value) || Object.values(value).some((child) => isObject(child) && (isLog(child) || isLog(child['log'])));
}

function* inLine(name: string, line: string, number: number): Generator<Part> {
  if (line.trim() === '') return;
  const value = jsonIn(line);
  if (value === undefined) throw notJson(name, line, number);
  yield { kind: 'body', value, text: line, locate: locateIn(line, number) };
}

async function* linesOf(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  let number = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, start)) {
      number += 1;
      yield* inLine(name, rest.toString('utf8', start, end), number);
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > MAX_WHOLE) throw tooLong(name);
  }
  yield* inLine(name, rest.toString('utf8'), number + 1);
}

function tooLong(name: string): InvalidInput {
  const limit = `${MAX_WHOLE / 1024 / 1024} MiB`;
  return new InvalidInput(
    `${name} is larger than ${limit}, and neither a HAR nor one customer per line: write one per line, as jq -c '.[]' does`,
  );
}
