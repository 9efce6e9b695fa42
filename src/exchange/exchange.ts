/** One request and its response: transport, record, redaction. */

import type { Variation } from './variation.js';

/** Why a request got no complete response; the last three are limits of this suite. */
export type FailureKind =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'reset'
  | 'timeout'
  | 'truncated'
  | 'protocol'
  | 'aborted'
  | 'too-large'
  | 'headers-too-large'
  | 'unknown-coding';

/** A request without a complete response that can be read. */
export interface TransportFailure {
  kind: FailureKind;
  /** What happened and where, without secrets. */
  message: string;
  /** What to do about it, a sentence; absent if it depends on who was asked. */
  advice?: string;
}

/** A request as it was sent. Header names are lower-case. */
export interface ExchangeRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
}

/** A complete response. Header names are lower-case; a repeated header is joined by commas. */
export interface ExchangeResponse {
  status: number;
  headers: Record<string, string>;
  /** The body, decoded from its content codings, at most 5 MiB. */
  bytes: Uint8Array;
  /** A coding that the body does not have although it is announced, or a deflate without its zlib wrapper. */
  codingFault?: { coding: string; kind: 'broken' | 'raw-deflate' };
  /** The body as it was parsed at its first use. */
  body?: Body;
}

/** A body that is JSON. */
export interface JsonBody {
  kind: 'json';
  value: unknown;
  /** The text without its byte order mark. */
  text: string;
  byteOrderMark: boolean;
}

/** What the bytes of a body are. */
export type Body =
  | JsonBody
  | { kind: 'empty' }
  | { kind: 'not-utf-8' }
  /** A content coding is announced that the bytes do not have. */
  | { kind: 'not-decodable'; coding: string }
  /** JSON of more than {@link MAX_DEPTH} levels, which would exhaust the stack of code that walks it. */
  | { kind: 'too-deep' }
  | { kind: 'not-json'; text: string };

/** No customer needs more than ten levels. */
export const MAX_DEPTH = 1000;

/** One request and its outcome, in memory only: nothing in it is redacted. */
export interface Exchange {
  /** Unique in a run, in the order of sending: `x1`, `x2`, … */
  id: string;
  /** What the request was for, such as `unknown customer`. */
  purpose: string;
  /** What was different on purpose; absent for requests that are not the suite's. */
  variation?: Variation;
  request: ExchangeRequest;
  response?: ExchangeResponse;
  failure?: TransportFailure;
  /** Milliseconds since the epoch. */
  startedAt: number;
  durationMs: number;
}

/** An exchange as it is written: redacted, the body as JSON if it was JSON. */
export interface StoredExchange {
  id: string;
  purpose: string;
  variation?: Variation;
  request: ExchangeRequest;
  /** The note says what is missing from the body; absent if it is whole. */
  response?: { status: number; headers: Record<string, string>; body: unknown; note?: string };
  /** Why there is no complete response. */
  error?: string;
  startedAt: string;
  durationMs: number;
}
