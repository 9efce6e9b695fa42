import type { StoredExchange } from '../exchange/exchange.js';
import type { Variation } from '../exchange/variation.js';
import { grouped } from './grouped.js';

/** Headers that curl sets itself, or that belong to the connection. */
const LEFT_OUT = new Set(['host', 'connection', 'content-length', 'accept-encoding', 'transfer-encoding']);
const ID_HEADERS = new Set(['x-request-id', 'x-correlation-id']);

/** Shell expressions that alter a variable as a request altered its value on purpose. */
const changed = (variable: string) => ({
  missing: '',
  empty: '',
  invalid: `$(printf %s "$${variable}" | tr 0-9a-fg-zA-FG-Z 1-90b-fah-zgB-FAH-ZG)`,
  truncated: `\${${variable}%?}`,
  extended: `\${${variable}}-0`,
  'in other case': `$(printf %s "$${variable}" | tr a-zA-Z A-Za-z)`,
});
const token = changed('VIPMP_ACCESS_TOKEN');

/** What a request was sent with on purpose: its redacted form no longer shows it. */
const ON_PURPOSE: { [Part in 'customer' | 'token' | 'apiKey']: Record<NonNullable<Variation[Part]>, string> } = {
  customer: {
    ...changed('VIPMP_CUSTOMER_ID'),
    lga: '$VIPMP_LGA_CUSTOMER_ID',
    unknown: '$VIPMP_UNKNOWN_CUSTOMER_ID',
  },
  token: {
    missing: '',
    empty: 'Bearer',
    invalid: `Bearer ${token.invalid}`,
    truncated: `Bearer ${token.truncated}`,
    extended: `Bearer ${token.extended}`,
    'in other case': `Bearer ${token['in other case']}`,
    'under Basic': 'Basic $VIPMP_ACCESS_TOKEN',
    'without a scheme': '$VIPMP_ACCESS_TOKEN',
  },
  apiKey: changed('VIPMP_API_KEY'),
};

/**
 * A `curl` command for a POSIX shell that repeats an exchange, with variables in place of secrets and the customer's
 * id. Request and correlation ids are fresh, except those in `repeated`: the exchange was meant to reuse them.
 */
export function curlOf({ id, variation = {}, request }: StoredExchange, repeated: ReadonlySet<string>): string {
  // An exchange of a sweep has the pseudonym of its customer as id.
  const isOfSweep = /^customer-[0-9a-f]{12}$/.test(id);
  const headers = Object.entries(request.headers)
    .filter(([name]) => !LEFT_OUT.has(name))
    .map(([name, value]) => {
      const shownName = name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
      // curl drops a header without a value, unless a semicolon replaces the colon.
      if (value === '') return singleQuoted(`${shownName};`);
      if (name === 'authorization')
        return doubleQuoted(`${shownName}: `, onPurpose('token', variation) ?? credentials(value));
      if (name === 'x-api-key')
        return doubleQuoted(`${shownName}: `, onPurpose('apiKey', variation) ?? '$VIPMP_API_KEY');
      if (ID_HEADERS.has(name) && !repeated.has(value)) return doubleQuoted(`${shownName}: `, '$(uuidgen)');
      return singleQuoted(`${shownName}: ${value}`);
    });
  if (request.headers['accept'] === undefined) headers.push(singleQuoted('Accept:'));
  const method = request.method === 'GET' || !/^[A-Z]+$/.test(request.method) ? '' : ` -X ${request.method}`;
  const compressed = request.headers['accept-encoding'] === undefined ? '' : ' --compressed';
  const asked = isOfSweep ? '$CUSTOMER_ID' : (onPurpose('customer', variation) ?? '$VIPMP_CUSTOMER_ID');
  const command = `curl -sS -i${compressed}${method} ${urlOf(request.url, asked)}`;
  const repeat = [command, ...headers.map((header) => `  -H ${header}`)].join(' \\\n');
  return isOfSweep ? `# CUSTOMER_ID: vipmp-conformance whois ${id} --ids FILE\n${repeat}` : repeat;
}

function onPurpose(part: keyof typeof ON_PURPOSE, variation: Variation): string | undefined {
  const made: Readonly<Partial<Record<string, string>>> = ON_PURPOSE[part];
  return made[variation[part] ?? ''];
}

/** The request and correlation ids that several exchanges of a run share. */
export function repeatedIds(exchanges: readonly StoredExchange[]): Set<string> {
  const ids = exchanges.flatMap(({ request }) => [...ID_HEADERS].flatMap((name) => request.headers[name] ?? []));
  const uses = grouped(ids, (id) => id);
  return new Set([...uses.keys()].filter((id) => (uses.get(id)?.length ?? 0) > 1));
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
