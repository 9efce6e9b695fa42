import { defined } from '../defined.js';
import { MAX_BODY_BYTES } from './content-coding.js';
import type { FailureKind, TransportFailure } from './exchange.js';
import { NoTunnel } from './proxy.js';
import type { ProxySettings } from './proxy-settings.js';

/** The most that is read of the headers of one response. */
export const MAX_HEADER_BYTES = 64 * 1024;

/** The kind of one cause of a failure, its description, and what to do about it. */
interface Cause {
  kind: FailureKind;
  what: string;
  advice?: string;
}

const CERTIFICATE = 'the TLS certificate was not accepted';
const OWN_AUTHORITY = 'For a private certificate authority, or a proxy that inspects TLS, set NODE_EXTRA_CA_CERTS.';
const WRONG_CERTIFICATE = 'Check the host name in VIPMP_BASE_URL and VIPMP_IMS_URL, and the certificate.';
const NO_CLIENT_CERTIFICATE = 'the server requires a client certificate, which this suite does not send';

const refused = (what: string): Cause => ({ kind: 'refused', what });
const dns = (what: string): Cause => ({
  kind: 'dns',
  what,
  advice: 'Check VIPMP_BASE_URL and VIPMP_IMS_URL; if a proxy is the only way out, set HTTPS_PROXY.',
});
const tls = (what: string, advice?: string): Cause => ({ kind: 'tls', ...defined({ what, advice }) });
const unknownAuthority = tls(`${CERTIFICATE}: no authority known here has signed it`, OWN_AUTHORITY);
const PORT_WITHOUT_TLS = 'Check the scheme and port of VIPMP_BASE_URL and VIPMP_IMS_URL.';
const closedInHandshake = tls(
  'the connection was closed during the TLS handshake, as by a port that does not speak TLS',
  PORT_WITHOUT_TLS,
);
const invalid = (what: string): Cause => ({ kind: 'protocol', what: `the answer was not valid HTTP: ${what}` });
const malformed = invalid('its headers are malformed, or state the length of the body twice');
const closed: Cause = { kind: 'reset', what: 'the connection was closed before an answer came' };
const late: Cause = { kind: 'timeout', what: 'no complete answer came in time' };
const headersTooLarge: Cause = {
  kind: 'headers-too-large',
  what: `the headers of the answer are larger than ${MAX_HEADER_BYTES / 1024} KiB, the most that this suite reads`,
};
const bodyTooLarge: Cause = {
  kind: 'too-large',
  what: `the answer is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB, the most that this suite reads`,
};

/** Causes by the code or, if there is none, the name of an error. */
const CAUSES: Readonly<Partial<Record<string, Cause>>> = {
  ECONNREFUSED: refused('the connection was refused'),
  EHOSTUNREACH: refused('there is no route to the host'),
  ENETUNREACH: refused('there is no route to its network'),
  EADDRNOTAVAIL: refused('the address cannot be reached from here'),
  EACCES: refused('this machine does not allow the connection'),
  EPERM: refused('this machine does not allow the connection'),
  EMFILE: refused('this machine allows no more open connections'),
  ENOTFOUND: dns('the host name could not be resolved'),
  EAI_AGAIN: dns('the host name could not be resolved, because no name server answered'),

  ERR_SSL_WRONG_VERSION_NUMBER: tls('the port does not speak TLS', PORT_WITHOUT_TLS),
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: tls(
    'no common protocol was found: the server does not offer HTTP/1.1, and this suite speaks nothing else',
    'Name an address that serves HTTP/1.1.',
  ),
  ERR_SSL_UNSUPPORTED_PROTOCOL: tls('no common version of TLS was found'),
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: tls('no common version of TLS was found'),
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: tls(
    'the server aborted the TLS handshake: no common cipher, or it requires a client certificate',
  ),
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: tls('the server does not serve this host name', WRONG_CERTIFICATE),
  ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME: tls('the server does not serve this host name', WRONG_CERTIFICATE),
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: tls(NO_CLIENT_CERTIFICATE),
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: tls(NO_CLIENT_CERTIFICATE),
  EPROTO: tls('the TLS handshake failed'),
  CERT_HAS_EXPIRED: tls(
    `${CERTIFICATE}: it has expired`,
    'Have it renewed; if the clock of this machine is off, set it.',
  ),
  CERT_NOT_YET_VALID: tls(`${CERTIFICATE}: it is not valid yet`, 'If the clock of this machine is off, set it.'),
  CERT_REVOKED: tls(`${CERTIFICATE}: it was revoked`),
  ERR_TLS_CERT_ALTNAME_INVALID: tls(`${CERTIFICATE}: it is for another host name`, WRONG_CERTIFICATE),
  DEPTH_ZERO_SELF_SIGNED_CERT: unknownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,

  // undici asserts that there is no such status.
  ERR_ASSERTION: invalid('its status is below 100'),

  ECONNRESET: closed,
  EPIPE: closed,
  UND_ERR_SOCKET: closed,
  UND_ERR_CONNECT_TIMEOUT: late,
  UND_ERR_HEADERS_TIMEOUT: late,
  UND_ERR_BODY_TIMEOUT: late,
  ETIMEDOUT: late,
  TimeoutError: late,
  AbortError: { kind: 'aborted', what: 'the request was abandoned' },
  UND_ERR_ABORTED: { kind: 'aborted', what: 'the request was abandoned' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { kind: 'truncated', what: 'the answer was cut short' },
  CutShort: { kind: 'truncated', what: 'the answer was cut short inside of its content coding' },
  UND_ERR_RES_EXCEEDED_MAX_SIZE: bodyTooLarge,
  BodyTooLarge: bodyTooLarge,
  UND_ERR_HEADERS_OVERFLOW: headersTooLarge,
  HPE_HEADER_OVERFLOW: headersTooLarge,
};

/** Causes that only the message of an error distinguishes: Node and undici have no codes for them. */
const CAUSES_BY_MESSAGE: readonly [message: RegExp, Cause][] = [
  [/ before secure TLS /, closedInHandshake],
  [/\(Invalid EOF state\)$/, closed],
  [/\(Expected HTTP\//, invalid('it is not HTTP/1.1; the port may speak TLS or HTTP/2')],
  [/^bad response$/, invalid('an unexpected 100 Continue')],
  [/^bad upgrade$/, invalid('an unexpected 101 Switching Protocols')],
];

/**
 * Why a request got no complete response.
 *
 * @param error what the HTTP client threw
 * @param answered whether the head of a response had come
 * @param proxy the proxy that it went through
 */
export function transportFailure(
  error: unknown,
  url: string,
  answered: boolean,
  proxy?: ProxySettings,
): TransportFailure {
  const { host } = new URL(url);
  if (proxy !== undefined && error instanceof NoTunnel) {
    const { what, advice } = proxyCause(error, proxy);
    return { kind: 'proxy', message: `${host}: the proxy ${new URL(proxy.url).host} ${what}`, advice };
  }
  const cause = causeOf(error, answered);
  const through = proxy === undefined ? '' : `, through the proxy ${new URL(proxy.url).host}`;
  const code = cause.kind === 'tls' ? ` (${codeOf(error)})` : '';
  // A web server in place of a proxy opens a tunnel to nowhere.
  const advice =
    proxy !== undefined && cause.advice === PORT_WITHOUT_TLS ? `${cause.advice} Check HTTPS_PROXY.` : cause.advice;
  return defined({ kind: cause.kind, message: `${host}: ${cause.what}${code}${through}`, advice });
}

/** Whether a response may be as documented, and only this suite cannot read it. */
export function isBeyondLimits(failure: TransportFailure | undefined): boolean {
  return ['too-large', 'headers-too-large', 'unknown-coding'].includes(failure?.kind ?? '');
}

/** Whether a failure is about reaching the host rather than about the request. */
export function isAboutTheWay(failure: TransportFailure | undefined): boolean {
  return ['refused', 'dns', 'tls', 'proxy'].includes(failure?.kind ?? '');
}

function causeOf(error: unknown, answered: boolean): Cause {
  const code = codeOf(error);
  if (code === 'UnknownCoding') return { kind: 'unknown-coding', what: (error as Error).message };
  const byCode = CAUSES[code];
  const { message } = error as Error;
  const mayBeOther = byCode === undefined || byCode === closed;
  const byMessage = mayBeOther ? CAUSES_BY_MESSAGE.find(([pattern]) => pattern.test(message)) : undefined;
  const cause = byMessage?.[1] ?? byCode;
  if (cause?.kind === 'reset' && answered) return { kind: 'truncated', what: 'the answer was cut short' };
  // undici reports this for anything that its parser refuses after a Content-Length header.
  if (cause?.kind === 'truncated' && !answered) return malformed;
  if (cause !== undefined) return cause;
  if (/CERT/.test(code)) return tls(CERTIFICATE, OWN_AUTHORITY);
  if (/TLS|SSL/.test(code)) return tls('the TLS handshake failed');
  // The parser names the fault in parentheses.
  return invalid(/\(([^()]+)\)$/.exec(message)?.[1] ?? code);
}

/** What is wrong with a proxy that opened no tunnel. */
function proxyCause(
  { status, challenge, cause }: NoTunnel,
  { authorization }: ProxySettings,
): Required<Omit<Cause, 'kind'>> {
  const advice = 'Check HTTPS_PROXY; hosts that are reached without it belong in NO_PROXY.';
  if (status === undefined) return { what: `cannot be used: ${causeOf(cause, false).what} (${codeOf(cause)})`, advice };
  if (status !== 407) return { what: `opened no tunnel to the host; it answered ${status}`, advice };
  const scheme = /^\w+/.exec(challenge)?.[0];
  if (scheme !== undefined && !/\bbasic\b/i.test(challenge)) {
    return {
      what: `requires a login by ${scheme} (407), which this suite does not have`,
      advice: 'Name a local proxy in HTTPS_PROXY that logs in for you, such as cntlm or px.',
    };
  }
  return authorization === undefined
    ? {
        what: 'requires a user and a password (407)',
        advice: 'Write them into HTTPS_PROXY, as in http://user:password@proxy.example.com:8080.',
      }
    : { what: 'did not accept the user and the password of HTTPS_PROXY (407)', advice: 'Check HTTPS_PROXY.' };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // Several addresses of one host fail together in an AggregateError.
  const errors: unknown[] = error instanceof AggregateError ? error.errors : [];
  const { code } = (errors[0] ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
