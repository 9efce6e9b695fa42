import type { FailureKind, TransportFailure } from './exchange.js';

const KINDS: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ETIMEDOUT: 'timeout',
  TimeoutError: 'timeout',
  AbortError: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  EPROTO: 'tls',
  CERT_HAS_EXPIRED: 'tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls',
  UNABLE_TO_GET_ISSUER_CERT: 'tls',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls',
};

const SENTENCES: Readonly<Record<FailureKind, string>> = {
  refused: 'the connection was refused',
  dns: 'the host name could not be resolved',
  tls: 'the TLS certificate was not accepted; for a private certificate authority set NODE_EXTRA_CA_CERTS',
  reset: 'the connection was closed before an answer came',
  timeout: 'no complete answer came in time',
  truncated: 'the answer was cut short',
  'too-large': 'the answer was larger than 5 MiB and was not read to its end',
  protocol: 'the answer was not valid HTTP',
  aborted: 'the request was given up',
};

/**
 * Tells why a request got no complete response.
 *
 * @param error what the HTTP client threw
 * @param answered whether the head of a response had come
 */
export function transportFailure(error: unknown, url: string, answered: boolean): TransportFailure {
  const code = codeOf(error);
  let kind = KINDS[code] ?? (/CERT|TLS|SSL/.test(code) ? 'tls' : 'protocol');
  if (answered && kind === 'reset') kind = 'truncated';
  const detail = kind === 'protocol' || kind === 'tls' ? ` (${code})` : '';
  return { kind, message: `${new URL(url).host}: ${SENTENCES[kind]}${detail}` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // Several addresses of one host fail together in an AggregateError.
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [];
  const { code } = (errors[0] ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
