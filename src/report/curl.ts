import type { StoredExchange } from '../exchange/exchange.js';

/** Headers that curl makes itself, or that belong to the connection. */
const LEFT_OUT = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']);
const ID_HEADERS = new Set(['x-request-id', 'x-correlation-id']);
const NAMES: Readonly<Partial<Record<string, string>>> = {
  authorization: 'Authorization',
  'x-api-key': 'X-Api-Key',
  'x-request-id': 'X-Request-Id',
  'x-correlation-id': 'X-Correlation-Id',
  accept: 'Accept',
  'content-type': 'Content-Type',
  'user-agent': 'User-Agent',
};

/** What a request was sent with on purpose, where its redacted form no longer shows it. */
const WRONG_ON_PURPOSE: Readonly<Partial<Record<string, { customer?: string; authorization?: string; key?: string }>>> =
  {
    'invalid token': { authorization: 'Bearer invalid-$(uuidgen)' },
    'good token cut short': { authorization: 'Bearer ${VIPMP_ACCESS_TOKEN%????????}' },
    'invalid X-Api-Key': { key: 'invalid-$(uuidgen)' },
    'unknown customer': { customer: '$VIPMP_UNKNOWN_CUSTOMER_ID' },
    'Large Government Agency customer': { customer: '$VIPMP_LGA_CUSTOMER_ID' },
  };

/** The purposes of requests that {@link curlOf} repeats with other variables than those of a good request. */
export const PURPOSES_WITH_OTHER_VARIABLES: readonly string[] = Object.keys(WRONG_ON_PURPOSE);

/**
 * A `curl` command for a POSIX shell that repeats an exchange, with variables where secrets and the
 * customer's id stood. Ids of the request are fresh, but for those in `repeated`: using such an id again
 * is what the exchange was for.
 */
export function curlOf({ purpose, request }: StoredExchange, repeated: ReadonlySet<string>): string {
  const wrong = WRONG_ON_PURPOSE[purpose] ?? {};
  const headers = Object.entries(request.headers)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => {
      const shownName = NAMES[name] ?? name;
      if (name === 'authorization') return doubleQuoted(`${shownName}: `, wrong.authorization ?? credentials(value));
      if (name === 'x-api-key') return doubleQuoted(`${shownName}: `, wrong.key ?? '$VIPMP_API_KEY');
      // curl drops a header without a value, unless a semicolon stands in place of the colon.
      if (value === '') return singleQuoted(`${shownName};`);
      if (ID_HEADERS.has(name) && !repeated.has(value)) return doubleQuoted(`${shownName}: `, '$(uuidgen)');
      return singleQuoted(`${shownName}: ${value}`);
    });
  if (request.headers['accept'] === undefined) headers.push(singleQuoted('Accept:'));
  const method = request.method === 'GET' || !/^[A-Z]+$/.test(request.method) ? '' : ` -X ${request.method}`;
  const compressed = request.headers['accept-encoding'] === undefined ? '' : ' --compressed';
  const command = `curl -sS -i${compressed}${method} ${urlOf(request.url, wrong.customer ?? '$VIPMP_CUSTOMER_ID')}`;
  return [command, ...headers.map((header) => `  -H ${header}`)].join(' \\\n');
}

/** The request and correlation ids that several exchanges of a run share. */
export function repeatedIds(exchanges: readonly StoredExchange[]): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { request } of exchanges) {
    for (const name of ID_HEADERS) {
      const id = request.headers[name];
      if (id === undefined) continue;
      if (seen.has(id)) repeated.add(id);
      seen.add(id);
    }
  }
  return repeated;
}

function credentials(stored: string): string {
  const scheme = /^(Bearer|Basic) /.exec(stored)?.[1];
  return scheme === undefined ? '$VIPMP_ACCESS_TOKEN' : `${scheme} $VIPMP_ACCESS_TOKEN`;
}

function urlOf(url: string, customer: string): string {
  const path = url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
  const match = /^(.*?\/customers\/)[^/?#]+(.*)$/s.exec(path);
  if (match === null) return `"$VIPMP_BASE_URL"${singleQuoted(path)}`;
  const [, before = '', after = ''] = match;
  return `"$VIPMP_BASE_URL${inDoubleQuotes(before)}${customer}${inDoubleQuotes(after)}"`;
}

/** A literal followed by what the shell is to expand. */
function doubleQuoted(literal: string, expanded: string): string {
  return `"${inDoubleQuotes(literal)}${expanded}"`;
}

function inDoubleQuotes(text: string): string {
  return text.replace(/[\\"$`]/g, '\\$&');
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
