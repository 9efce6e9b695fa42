import { isUtf8 } from 'node:buffer';
import { essenceOf } from './json-type.js';
import { MAX_DEPTH, type Body, type Exchange, type ExchangeResponse } from './exchange.js';

/** The body of a response as JSON in UTF-8, regardless of its media type; parsed once. */
export function bodyOf(response: ExchangeResponse): Body {
  return (response.body ??= readBody(response));
}

/** Judging and redacting a body of this size, in bytes, takes some hundredths of a second; of 5 MiB it takes seconds. */
const LARGE = 64 * 1024;

/** Whether the answer of an exchange is so large that other requests and signals must not wait for its judgment. */
export function isLarge({ response }: Exchange): boolean {
  return response !== undefined && response.bytes.length > LARGE;
}

function readBody(response: ExchangeResponse): Body {
  if (response.bytes.length === 0) return { kind: 'empty' };
  const { bytes, codingFault } = response;
  if (codingFault?.kind === 'broken') return { kind: 'not-decodable', coding: codingFault.coding };
  if (!isUtf8(bytes)) return { kind: 'not-utf-8' };
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const byteOrderMark = text.startsWith('\uFEFF');
  if (byteOrderMark) text = text.slice(1);
  if (isTooDeep(text)) return { kind: 'too-deep' };
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown, text, byteOrderMark };
  } catch {
    return text.trim() === '' ? { kind: 'empty' } : { kind: 'not-json', text };
  }
}

/** Whether a text is nested so deeply that reading it would take all of the stack. */
export function isTooDeep(text: string): boolean {
  // No text is deeper than it is long, and most customers are short.
  return text.length > MAX_DEPTH && depthOf(text) > MAX_DEPTH;
}

/** How deep brackets are nested in a JSON text; brackets inside of strings do not count. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTATION_MARK) at = endOfString(text, at);
    else if (code === BRACKET || code === BRACE) deepest = Math.max(deepest, (depth += 1));
    else if (code === CLOSING_BRACKET || code === CLOSING_BRACE) depth -= 1;
  }
  return deepest;
}

const [QUOTATION_MARK, BACKSLASH] = [0x22, 0x5c];
const [BRACKET, CLOSING_BRACKET, BRACE, CLOSING_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the string ends that begins at a place; the end of the text if it does not end. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslash = end - 1;
    while (text.charCodeAt(backslash) === BACKSLASH) backslash -= 1;
    if ((end - backslash) % 2 === 1) return end;
  }
  return text.length;
}

/** Whether a value is a JSON object: not null and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The media type of a response without its parameters, in lower case; absent if there is none. One that is given
 * several times counts once.
 */
export function mediaTypeOf(response: ExchangeResponse): string | undefined {
  const types = mediaTypesOf(response);
  return types.every((type) => type === types[0]) ? types[0] : types.join(', ');
}

/** Every media type that a response gives, in order. */
export function mediaTypesOf({ headers }: ExchangeResponse): string[] {
  const header = headers['content-type'];
  if (header === undefined) return [];
  // A comma in a parameter begins no media type.
  const types = header.split(/,(?=\s*[^\s,;"]+\/)/);
  return types.map(essenceOf);
}
