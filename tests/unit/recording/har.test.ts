import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/command.js';
import {
  body,
  failedIn,
  FILES,
  har,
  judged,
  textOf,
  verdictOf,
  withoutHeader,
  type Entry,
} from '../../support/recordings.js';

describe('a recording without a Large Government Agency', () => {
  const notice = 'LGA not tested: set VIPMP_LGA_CUSTOMER_ID.';

  it.each([
    ['customers, and none is declared', har(), undefined, true],
    ['customers, and another is declared', har(), '1005200001', false],
    ['no customers', '{"log":{"entries":[]}}', undefined, false],
  ])('with %s: whether it asks for the variable', async (_what, text, declared, asks) => {
    expect((await judged('-', text, declared)).summary.includes(notice)).toBe(asks);
  });
});

describe('a HAR without a customer', () => {
  const elsewhere = ({ request }: Entry): string => (request.url = 'https://example.com/v3/orders');

  it.each([
    ['has 1 entry', har(elsewhere)],
    ['has 2 entries', har(elsewhere, elsewhere)],
  ])('%s', async (what, text) => {
    const { verdict, summary } = await judged('-', text);
    expect(verdict).toBe('inconclusive');
    expect(summary).toContain(`The recording ${what}, but no GET of /v3/customers/{customer-id}.`);
  });
});

describe('a HAR', () => {
  it.each([
    ['mitmproxy.har', 3, 'pass'],
    ['playwright-full-embed.har', 2, 'pass'],
    ['playwright-minimal-embed.har', 2, 'pass'],
    ['playwright-full-attach.har', 2, 'pass'],
    ['playwright-full-omit.har', 2, 'not-applicable'],
  ])('that the tool wrote itself conforms: %s', async (file, responses, customer) => {
    const results = await judged(join(FILES, file));
    expect(results).toMatchObject({ verdict: 'pass', exitCode: 0, target: { name: 'recording' } });
    expect(results.summary).toContain(`${responses} responses judged.`);
    expect(verdictOf(results, 'customer.customer-id')).toBe(customer);
    expect(verdictOf(results, 'request.correlation-id')).toBe('pass');
    expect(verdictOf(results, 'status.unknown-customer')).toBe('not-applicable');
    expect(JSON.stringify(results)).not.toContain('sandbox-access-token');
  });

  it.each([
    ['absent', []],
    ['an empty value', [{ name: 'Accept', value: '' }]],
  ])('tells of a header without a value that it is %s', async (actual, headers) => {
    const { requirements } = await judged(
      '-',
      har(({ request }) => (request.headers = headers)),
    );
    const accept = requirements.find(({ id }) => id === 'request.accept');
    expect(accept?.findings).toMatchObject([{ expected: 'Accept', actual }]);
  });

  it.each<[string, string, (entry: Entry) => unknown]>([
    ['no correlation id', 'request.correlation-id', withoutHeader('x-correlation-id')],
    ['no token', 'request.authorization', withoutHeader('authorization')],
    ['a body of its request', 'request.no-body', ({ request }) => (request['postData'] = { mimeType: '', text: '{}' })],
    ['the length of a body of its request', 'request.no-body', ({ request }) => (request['bodySize'] = 2)],
    [
      'a header that announces a body',
      'request.no-body',
      ({ request }) => request.headers.push({ name: 'Content-Length', value: '2' }),
    ],
    ['another 2xx', 'status.ok', ({ response }) => (response['status'] = 201)],
    [
      'another media type',
      'media-type.200',
      ({ response }) => (response.headers = [{ name: 'Content-Type', value: 'text/html' }]),
    ],
    [
      'another customer',
      'customer.names-customer',
      ({ request }) => (request.url = request.url.replace('9876543210', '9876543211')),
    ],
    [
      'an empty body',
      'customer.object',
      ({ response }) => Object.assign(response, { bodySize: 0, content: { size: 0, text: '' } }),
    ],
    ['a body that is not JSON', 'customer.object', body('<html>')],
    [
      'a 4xx of another shape',
      'error.body',
      (entry) => {
        entry.response['status'] = 400;
        body('{"a":1}')(entry);
      },
    ],
  ])('with %s violates %s', async (_what, requirement, change) => {
    const results = await judged('-', har(change));
    expect(failedIn(results)).toContain(requirement);
    expect(results.exitCode).toBe(1);
  });

  it('with one correlation id for two responses violates its freshness and, if the body differs, the replay', async () => {
    const later = (entry: Entry): void => {
      entry.startedDateTime = '2026-11-25T19:20:00Z';
      entry.request.headers.push({ name: 'X-Request-Id', value: 'another' });
      entry.request.headers = entry.request.headers.filter(({ value }) => value !== 'request-a-1');
    };
    const same = await judged(
      '-',
      har(() => undefined, later),
    );
    expect(failedIn(same)).toEqual(['request.correlation-id-fresh']);
    expect(verdictOf(same, 'idempotency.replay')).toBe('pass');
    const other = await judged(
      '-',
      har(
        () => undefined,
        (entry) => {
          later(entry);
          body(textOf(entry).replace('"1000"', '"1004"'))(entry);
        },
      ),
    );
    expect(failedIn(other)).toContain('idempotency.replay');
  });

  it.each<[string, (entry: Entry) => unknown]>([
    ['5xx', ({ response }) => (response['status'] = 503)],
    ['429', ({ response }) => (response['status'] = 429)],
    ['304', ({ response }) => (response['status'] = 304)],
    [
      'aborted',
      ({ response, request }) => {
        response['status'] = 0;
        request.headers = [];
      },
    ],
    ['of something else', ({ request }) => (request.url = 'https://example.com/v3/customers/1/orders')],
    [
      'sent to another version of another service',
      ({ request }) => (request.url = 'https://example.com/v1/customers/1'),
    ],
  ])('with entries that are %s alone could not be judged', async (_what, change) => {
    expect(await judged('-', har(change))).toMatchObject({ verdict: 'inconclusive', exitCode: 3 });
  });

  it('takes a GET in another version at the same host for one at a wrong path', async () => {
    const results = await judged(
      '-',
      har(
        () => undefined,
        ({ request }) => (request.url = request.url.replace('/v3/', '/v2/')),
        ({ request }) => (request.url += '/'),
      ),
    );
    const wrong = results.requirements.find(({ id }) => id === 'request.known-operation');
    expect(wrong).toMatchObject({ verdict: 'fail', count: 2 });
    const shown = results.exchanges.find(({ id }) => id === wrong?.findings[0]?.exchange);
    expect(shown?.request.url).toMatch(/\/v2\/customers\/customer-[0-9a-f]+$/);
  });

  it('keeps every exchange that a finding names, however late it is', async () => {
    const later = Array.from({ length: 300 }, (_, index) => ({
      startedDateTime: new Date(index * 60_000).toISOString(),
    }));
    const changes = later.map((change, index) => (entry: Entry) => {
      Object.assign(entry, change);
      for (const header of entry.request.headers) {
        if (/^x-(?:request|correlation)-id$/i.test(header.name)) header.value = `id-${index}`;
      }
      if (index === 299) withoutHeader('x-correlation-id')(entry);
    });
    const results = await judged('-', har(...changes));
    const [finding] = results.requirements.find(({ id }) => id === 'request.correlation-id')?.findings ?? [];
    expect(finding?.exchange).toBe('x300');
    const shown = results.exchanges.find(({ id }) => id === 'x300');
    expect(shown).toMatchObject({
      response: { status: 200 },
      request: { headers: { authorization: 'Bearer [redacted]' } },
    });
    expect(results.exchanges).toHaveLength(201);
  });

  it('may be named after its customer, which the report does not show', async () => {
    const folder = temporaryFolder();
    const file = join(folder, '9876543210.har');
    writeFileSync(file, har());
    const results = await judged(file);
    expect(results.exchanges[0]?.purpose).toMatch(/^recorded in .*customer-[0-9a-f]+\.har$/);
    expect(JSON.stringify(results)).not.toContain('9876543210');
  });

  it('is named with each of its exchanges, since several may be judged together', async () => {
    const { exchanges } = await judged(join(FILES, 'mitmproxy.har'));
    expect(exchanges[0]?.purpose).toBe(`recorded in ${join(FILES, 'mitmproxy.har')}`);
  });

  it('takes two hosts for two providers, which know nothing of each other', async () => {
    const elsewhere = ({ request }: Entry): string =>
      (request.url = request.url.replace(/\/\/[^/]+/, '//partners.adobe.io'));
    const results = await judged(
      '-',
      har(() => undefined, elsewhere),
    );
    expect(failedIn(results)).toEqual([]);
    expect(results.summary).toMatch(/Recorded from 2 hosts: http\S+, http:\/\/partners\.adobe\.io\./);
  });

  it('of redirects alone names the host that they lead to, and nothing more of it', async () => {
    const results = await judged(
      '-',
      har(({ response }) => {
        response['status'] = 302;
        response.headers.push({ name: 'Location', value: 'https://login.example.com/start?token=secret' });
      }),
    );
    expect(results.exitCode).toBe(3);
    expect(results.summary).toContain('Redirected to https://login.example.com.');
    expect(results.summary).not.toContain('secret');
  });

  it.each([304, 429, 503])('of %d alone, without a Location, is said to lead nowhere', async (status) => {
    const results = await judged(
      '-',
      har(({ response }) => (response['status'] = status)),
    );
    expect(results.exitCode).toBe(3);
    expect(results.summary).not.toContain('Redirected');
  });

  describe('that is not JSON', () => {
    const text = JSON.stringify(JSON.parse(har()), null, 1);
    const lines = (upTo: string): number => text.slice(0, text.indexOf(upTo)).split('\n').length;
    // Longer than the chunks that are kept.
    const long = text.replace('"entries": [', `"entries": [${`{"comment": "${'x'.repeat(990)}"},\n`.repeat(900)}`);

    it.each<[string, string, number, RegExp]>([
      ['cut off', text.slice(0, -2), text.slice(0, -2).split('\n').length, /the text ends before the JSON is complete/],
      ['cut off in a text', text.slice(0, text.indexOf('GET') + 1), lines('GET'), /the text ends inside a string/],
      ['with NaN', text.replace('200', 'NaN'), lines('200'), /NaN is not JSON; found NaN: …\S*"status":▸NaN/],
      ['with a comma too many', text.replace('200,', '200,,'), lines('200'), /a comma too many; found ",": .*▸,/],
      ['with a trailing comma', text.replace(/\n}$/, ',\n}'), text.split('\n').length - 1, /a trailing comma/],
      ['with another value behind it', `${text}\n{}`, text.split('\n').length + 1, /after the end .*: a second value/],
      ['far behind its beginning', long.replace('200', "'"), lines('200') + 900, /a single quote in place of a double/],
    ])('%s is 2 with line, reason and surroundings without values', async (_what, wrong, line, reason) => {
      const found = String(await judged('-', wrong).catch((error: unknown) => error));
      expect(found).toContain(`standard input:${line}:`);
      expect(found).toMatch(reason);
      expect(found).not.toMatch(/xxx|Mickey|sandbox-access-token/);
    });
  });
});
