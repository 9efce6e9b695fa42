import { isUtf8 } from 'node:buffer';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { isObject } from '../exchange/body.js';
import { MAX_BODY_BYTES } from '../exchange/content-coding.js';

/** Reads a file beside the HAR; absent if there is none. */
export type Attachment = (file: string) => Uint8Array | undefined;

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * The body of a recorded response as the application got it, decoded from its content encoding; absent if it was
 * not recorded. Recorders differ: some write base64 without saying so, some the compressed bytes, and some no text
 * for what they did not keep. (HAR 1.2, `content`.)
 *
 * @param headers of the response, with names in lower case
 * @param attachment reads a file that the HAR names in place of a text, as Playwright's do with `content: 'attach'`
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

/** Whether what was recorded says that there was no body, and not that it was not kept. */
function wasEmpty(size: unknown, bodySize: unknown, contentLength: string | undefined): boolean {
  const said = contentLength === undefined || contentLength.trim() === '0';
  return size === 0 && said && !(typeof bodySize === 'number' && bodySize > 0);
}

function isBase64(text: string, encoding: unknown): boolean {
  if (!BASE64.test(text)) return false;
  if (encoding === 'base64') return true;
  // A word is base64 as well; what counts is that it decodes to JSON, or to what JSON was compressed to.
  const bytes = Buffer.from(text, 'base64');
  return isGzip(bytes) || (isUtf8(bytes) && /^\uFEFF?\s*[[{]/.test(bytes.toString('utf8', 0, 64)));
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Bytes without a compression that the recorder left in place. */
function uncompressed(bytes: Buffer, headers: Readonly<Record<string, string>>): Uint8Array {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decode = isGzip(bytes) ? gunzipSync : isUtf8(bytes) ? undefined : DECODERS[coding];
  try {
    return decode?.(bytes, { maxOutputLength: MAX_BODY_BYTES }) ?? bytes;
  } catch {
    // What cannot be decoded is judged as it is.
    return bytes;
  }
}

const DECODERS: Readonly<Record<string, typeof inflateSync>> = { br: brotliDecompressSync, deflate: inflateSync };
