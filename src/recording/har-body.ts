import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject } from '../exchange/body.js';
import { isGzip, MAX_BODY_BYTES } from '../exchange/content-coding.js';

/** Reads a file next to the HAR; undefined if there is none. */
export type Attachment = (file: string) => Uint8Array | undefined;

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The decoded body of a recorded response; undefined if it was not recorded. Recorders differ: some write base64
 * without saying so, some write the compressed bytes, and some write no text if they did not keep the body. (HAR 1.2,
 * `content`.)
 *
 * @param headers the response headers, with names in lower case
 * @param attachment reads a file that the HAR names instead of a text, as Playwright does with `content: 'attach'`
 */
export function recordedBody(
  response: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>>,
  attachment: Attachment,
): Uint8Array | undefined {
  const content = isObject(response['content']) ? response['content'] : {};
  const { text, encoding, size, _file: file } = content;
  if (typeof file === 'string') return attachment(file);
  if (typeof text !== 'string' || text === '') {
    return wasEmpty(size, response['bodySize'], headers['content-length']) ? new Uint8Array() : undefined;
  }
  return uncompressed(isBase64(text, encoding) ? Buffer.from(text, 'base64') : Buffer.from(text), headers);
}

/** Whether the response had an empty body, rather than one that was not recorded. */
function wasEmpty(size: unknown, bodySize: unknown, contentLength: string | undefined): boolean {
  const said = contentLength === undefined || contentLength.trim() === '0';
  return size === 0 && said && !(typeof bodySize === 'number' && bodySize > 0);
}

function isBase64(text: string, encoding: unknown): boolean {
  if (!BASE64.test(text)) return false;
  if (encoding === 'base64') return true;
  // Any word may be valid base64, so it must decode to JSON or gzip.
  const bytes = Buffer.from(text, 'base64');
  return isGzip(bytes) || (isUtf8(bytes) && /^\uFEFF?\s*[[{]/.test(bytes.toString('utf8', 0, 64)));
}

/** Decompresses bytes that the recorder left compressed. */
function uncompressed(bytes: Buffer, headers: Readonly<Record<string, string>>): Uint8Array {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decode = isGzip(bytes) ? gunzipSync : isUtf8(bytes) ? undefined : DECODERS[coding];
  try {
    return decode?.(bytes, { maxOutputLength: MAX_BODY_BYTES }) ?? bytes;
  } catch {
    // Bytes that cannot be decoded are judged as they are.
    return bytes;
  }
}

const DECODERS: Readonly<Record<string, typeof inflateSync>> = { br: brotliDecompressSync, deflate: inflateSync };
