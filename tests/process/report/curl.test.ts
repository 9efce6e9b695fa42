import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { variedHeaders, type Variation } from '../../../src/exchange/variation.js';
import { curlOf, repeatedIds } from '../../../src/report/curl.js';
import { HOSTILE_TEXTS } from '../../unit/report/hostile-texts.js';
import { sampleExchange } from '../../unit/report/sample-results.js';

const nothing = new Set<string>();

/** What a shell makes of a command: the arguments that curl would get. */
function argumentsOf(command: string): string[] {
  const script = `uuidgen() { printf fresh; }; curl() { printf '%s\\0' "$@"; }; ${command}`;
  const env = {
    VIPMP_BASE_URL: 'https://api.example',
    VIPMP_CUSTOMER_ID: 'known',
    VIPMP_UNKNOWN_CUSTOMER_ID: 'unknown',
    VIPMP_LGA_CUSTOMER_ID: 'agency',
    VIPMP_ACCESS_TOKEN: 'Token-0123456789',
    VIPMP_API_KEY: 'Key-g-z9',
  };
  return execFileSync('/bin/sh', ['-c', script], { env, encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('curlOf', () => {
  it('repeats a request with variables where secrets and ids stood', () => {
    expect(curlOf(sampleExchange('x1', 'known customer'), nothing)).toBe(
      [
        'curl -sS -i "$VIPMP_BASE_URL/v3/customers/$VIPMP_CUSTOMER_ID" \\',
        '  -H "X-Request-Id: $(uuidgen)" \\',
        '  -H "X-Correlation-Id: $(uuidgen)" \\',
        "  -H 'Accept: application/json' \\",
        "  -H 'Content-Type: application/json' \\",
        '  -H "Authorization: Bearer $VIPMP_ACCESS_TOKEN" \\',
        '  -H "X-Api-Key: $VIPMP_API_KEY"',
      ].join('\n'),
    );
  });

  it('is understood by a shell', () => {
    expect(argumentsOf(curlOf(sampleExchange('x1', 'known customer'), nothing))).toEqual([
      ...['-sS', '-i', 'https://api.example/v3/customers/known'],
      ...['-H', 'X-Request-Id: fresh', '-H', 'X-Correlation-Id: fresh'],
      ...['-H', 'Accept: application/json', '-H', 'Content-Type: application/json'],
      ...['-H', 'Authorization: Bearer Token-0123456789', '-H', 'X-Api-Key: Key-g-z9'],
    ]);
  });

  it.each<[Variation, string]>([
    [{ customer: 'unknown' }, 'https://api.example/v3/customers/unknown'],
    [{ customer: 'lga' }, 'https://api.example/v3/customers/agency'],
    [{ customer: 'extended' }, 'https://api.example/v3/customers/known-0'],
    [{ customer: 'truncated' }, 'https://api.example/v3/customers/know'],
    [{ token: 'extended' }, 'Authorization: Bearer Token-0123456789-0'],
    [{ apiKey: 'extended' }, 'X-Api-Key: Key-g-z9-0'],
  ])('repeats what was different on purpose: %j', (variation, expected) => {
    const exchange = { ...sampleExchange('x1', 'a purpose'), variation };
    expect(argumentsOf(curlOf(exchange, nothing))).toContain(expected);
  });

  it.each<Variation>([
    ...(['empty', 'invalid', 'truncated', 'in other case', 'under Basic', 'without a scheme'] as const).map(
      (token) => ({
        token,
      }),
    ),
    ...(['empty', 'invalid', 'truncated', 'in other case'] as const).map((apiKey) => ({ apiKey })),
  ])('sends exactly the credentials that were sent: %j', (variation) => {
    const good = { Authorization: 'Bearer Token-0123456789', 'X-Api-Key': 'Key-g-z9' };
    const sent = variedHeaders(good, variation);
    const redacted = sent['X-Api-Key'] === '' ? '' : '[redacted]';
    const exchange = { ...sampleExchange('x1', 'a purpose', { headers: { 'x-api-key': redacted } }), variation };
    const wanted = Object.entries(sent).map(([name, value]) => (value === '' ? `${name};` : `${name}: ${value}`));
    expect(argumentsOf(curlOf(exchange, nothing))).toEqual(expect.arrayContaining(wanted));
  });

  it.each([
    ['Basic [redacted]', 'Authorization: Basic Token-0123456789'],
    ['[redacted]', 'Authorization: Token-0123456789'],
  ])('keeps the scheme of %s', (authorization, expected) => {
    const exchange = sampleExchange('x1', 'a purpose', { headers: { authorization } });
    expect(argumentsOf(curlOf(exchange, nothing))).toContain(expected);
  });

  it('sends an empty header as empty, and no Accept if there was none', () => {
    const exchange = sampleExchange('x1', 'a purpose', { headers: { 'x-correlation-id': '' } });
    delete exchange.request.headers['accept'];
    const sent = argumentsOf(curlOf(exchange, nothing));
    expect(sent).toContain('X-Correlation-Id;');
    expect(sent).toContain('Accept:');
  });

  it('reuses an id if the request was about reusing it', () => {
    const id = 'c0ffee00-0000-4000-8000-000000000001';
    const exchanges = [
      sampleExchange('x1', 'known customer'),
      sampleExchange('x2', 'a replay', { headers: { 'x-correlation-id': id } }),
    ];
    const [, replay] = exchanges;
    const sent = argumentsOf(curlOf(replay ?? sampleExchange('x0', ''), repeatedIds(exchanges)));
    expect(sent).toContain(`X-Correlation-Id: ${id}`);
    expect(sent).toContain('X-Request-Id: fresh');
  });

  it.each(HOSTILE_TEXTS.filter((text) => !text.includes('\0')))('lets a shell run nothing of %j', (text) => {
    const exchange = sampleExchange('x1', text, { headers: { 'user-agent': text, authorization: text } });
    exchange.request.url = `https://a.example/v3/customers/x${text.replace(/[/?#]/g, '')}?q=${text.replace(/[/?#]/g, '')}`;
    const sent = argumentsOf(curlOf(exchange, nothing));
    expect(sent).toContain(`User-Agent: ${text}`);
    expect(sent[2]).toBe(`https://api.example/v3/customers/known?q=${text.replace(/[/?#]/g, '')}`);
  });
});
