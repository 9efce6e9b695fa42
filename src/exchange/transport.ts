import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { Agent, request } from 'undici';
import type { Exchange, ExchangeResponse } from './exchange.js';
import { transportFailure } from './failure.js';
import { Pace } from './pace.js';

/** The most that is read of one body, before and after decoding. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** A request to send. Header names may have any case. */
export interface OutgoingRequest {
  purpose: string;
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** Settings of a {@link Transport}. */
export interface TransportOptions {
  /** Limit of one request, from connecting to the last byte of the body, in milliseconds. */
  timeoutMs: number;
  /** Requests a second at the most; absent: no limit. */
  rate?: number;
  /** Connections kept open at the most. */
  connections?: number;
}

/**
 * Sends requests over HTTP and records what came of them. It never throws for what a server or the
 * network does, never follows redirects and never reads more than {@link MAX_BODY_BYTES}.
 */
export class Transport {
  readonly #agent: Agent;
  readonly #timeoutMs: number;
  /** When requests may go out; whoever learns of complaints can slow it down. */
  readonly pace: Pace;
  #sent = 0;

  constructor(options: TransportOptions) {
    this.#timeoutMs = options.timeoutMs;
    this.pace = new Pace(options.rate);
    this.#agent = new Agent({
      connections: options.connections ?? 1,
      connect: { timeout: options.timeoutMs },
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxResponseSize: MAX_BODY_BYTES,
    });
  }

  /** Sends one request as soon as the rate allows. */
  async send(outgoing: OutgoingRequest, signal?: AbortSignal): Promise<Exchange> {
    await this.pace.turn(signal);
    this.#sent += 1;
    const exchange: Exchange = {
      id: `x${this.#sent}`,
      purpose: outgoing.purpose,
      request: { method: outgoing.method, url: outgoing.url, headers: lowerCased(outgoing.headers) },
      startedAt: Date.now(),
      durationMs: 0,
    };
    const start = performance.now();
    let answered = false;
    // A timer of its own, cleared at the end: signals of a time-out outlive the request and pile up.
    const end = new AbortController();
    const timer = setTimeout(() => end.abort(new DOMException('too slow', 'TimeoutError')), this.#timeoutMs);
    const giveUp = (): void => end.abort(new DOMException('given up', 'AbortError'));
    if (signal?.aborted === true) giveUp();
    signal?.addEventListener('abort', giveUp);
    try {
      const { statusCode, headers, body } = await request(outgoing.url, {
        dispatcher: this.#agent,
        method: outgoing.method,
        headers: outgoing.headers,
        body: outgoing.body ?? null,
        signal: end.signal,
      });
      answered = true;
      const encoded = new Uint8Array(await body.arrayBuffer());
      exchange.response = await decoded({ status: statusCode, headers: joined(headers), bytes: encoded });
    } catch (error) {
      exchange.failure = transportFailure(error, outgoing.url, answered);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    }
    exchange.durationMs = performance.now() - start;
    return exchange;
  }

  /** Closes all connections, those of requests under way too. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}

const DECODERS = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

/** The response with its content encoding undone; bytes that cannot be decoded are left as they came. */
async function decoded(response: ExchangeResponse): Promise<ExchangeResponse> {
  const decode = DECODERS.get(response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity');
  if (decode === undefined || response.bytes.length === 0) return response;
  try {
    const bytes = await decode(response.bytes, { maxOutputLength: MAX_BODY_BYTES });
    return { ...response, bytes: new Uint8Array(bytes) };
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_BUFFER_TOO_LARGE') return response;
    throw Object.assign(new Error('decoded body too large'), { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
  }
}
