import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import type { ExchangeResponse } from './exchange.js';

/** The most that is read of one body, before and after decoding. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** A body with more codings than this is not decoded. */
const MAX_CODINGS = 5;

/** A decoded body is larger than {@link MAX_BODY_BYTES}. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A content coding that this suite cannot decode: whether the response conforms is unknown. */
export class UnknownCoding extends Error {
  override readonly name = 'UnknownCoding';
}

/** The body of a response that ends with its connection stops inside its coding. */
export class CutShort extends Error {
  override readonly name = 'CutShort';
}

type Decoder = (bytes: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

/** Zstandard is decoded from Node 22.15 on. */
const { zstdDecompress } = zlib as { zstdDecompress?: typeof zlib.gunzip };

const inflate = promisify(zlib.inflate);
const inflateRaw = promisify(zlib.inflateRaw);
const DECODERS: Readonly<Partial<Record<string, Decoder>>> = {
  gzip: promisify(zlib.gunzip),
  'x-gzip': promisify(zlib.gunzip),
  deflate: inflate,
  br: promisify(zlib.brotliDecompress),
  ...(zstdDecompress === undefined ? {} : { zstd: promisify(zstdDecompress) }),
};

/**
 * The response with its content codings decoded, the last one first (RFC 9110, 8.4). A body that does not have its
 * announced coding is left as far as it was decoded, with the reason in `codingFault`.
 *
 * @throws UnknownCoding, BodyTooLarge, CutShort
 */
export async function decoded(response: ExchangeResponse): Promise<ExchangeResponse> {
  const header = response.headers['content-encoding'];
  if (header === undefined || response.bytes.length === 0) return response;
  const codings = header
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  const unknown = codings.find((coding) => DECODERS[coding] === undefined);
  if (unknown !== undefined) throw new UnknownCoding(cannotUndo(unknown));
  if (codings.length > MAX_CODINGS) {
    throw new UnknownCoding(`its Content-Encoding has ${codings.length} codings; this suite decodes ${MAX_CODINGS}`);
  }
  let current: ExchangeResponse = response;
  for (const coding of codings.toReversed()) {
    current = await decodedOnce(current, coding);
    if (current.codingFault?.kind === 'broken') {
      return { ...current, codingFault: { coding: codings.join(', '), kind: 'broken' } };
    }
  }
  return current;
}

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function decodedOnce(response: ExchangeResponse, coding: string): Promise<ExchangeResponse> {
  const { bytes, headers } = response;
  try {
    return { ...response, bytes: await decode(DECODERS[coding] ?? inflate, bytes) };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    const isStreamed = headers['content-length'] === undefined && headers['transfer-encoding'] === undefined;
    if (isStreamed && (error as { code?: unknown }).code === 'Z_BUF_ERROR') throw new CutShort();
    if (coding !== 'deflate') return { ...response, codingFault: { coding, kind: 'broken' } };
  }
  // Some servers leave the zlib wrapper of deflate out, and most clients read that too.
  try {
    return { ...response, bytes: await decode(inflateRaw, bytes), codingFault: { coding, kind: 'raw-deflate' } };
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    return { ...response, codingFault: { coding, kind: 'broken' } };
  }
}

async function decode(decoder: Decoder, bytes: Uint8Array): Promise<Buffer> {
  try {
    return await decoder(bytes, { maxOutputLength: MAX_BODY_BYTES });
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? new BodyTooLarge() : error;
  }
}

function cannotUndo(coding: string): string {
  if (coding === 'zstd') {
    return `its Content-Encoding is zstd, which Node ${process.versions.node} cannot decode: use Node 22.15 or later`;
  }
  const name = JSON.stringify(coding.replace(/[^\x21-\x7e]/g, '?').slice(0, 40));
  return `its Content-Encoding is ${name}; this suite decodes ${Object.keys(DECODERS).join(', ')}`;
}
