import type { ExchangeResponse } from './exchange.js';

/** What the bytes of a body are. */
export type Body =
  | { kind: 'json'; value: unknown; text: string; byteOrderMark: boolean }
  | { kind: 'empty' }
  | { kind: 'not-utf-8' }
  | { kind: 'not-json'; text: string };

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the body of a response as JSON in UTF-8, whatever its media type says. */
export function bodyOf(response: ExchangeResponse): Body {
  if (response.bytes.length === 0) return { kind: 'empty' };
  let text: string;
  try {
    text = decoder.decode(response.bytes);
  } catch {
    return { kind: 'not-utf-8' };
  }
  const byteOrderMark = text.startsWith('\uFEFF');
  if (byteOrderMark) text = text.slice(1);
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown, text, byteOrderMark };
  } catch {
    return text.trim() === '' ? { kind: 'empty' } : { kind: 'not-json', text };
  }
}

/** Whether a value is a JSON object: not null and no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The media type of a response without its parameters, in lower case; absent where there is none. */
export function mediaTypeOf(response: ExchangeResponse): string | undefined {
  const header = response.headers['content-type'];
  return header === undefined ? undefined : (header.split(';')[0] ?? '').trim().toLowerCase();
}
