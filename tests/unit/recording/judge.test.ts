import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openInput } from '../../../src/recording/input.js';
import { partsOf } from '../../../src/recording/parts.js';
import { RecordingJudge } from '../../../src/recording/recording-judge.js';
import { recordingResults } from '../../../src/recording/results.js';
import { harOf } from '../../../src/report/har.js';
import type { Results } from '../../../src/report/results.js';

const FILES = 'tests/unit/recording/files';

async function judged(file: string, text = '', lgaCustomerId?: string): Promise<Results> {
  const judge = new RecordingJudge({ pseudonymKey: 'key', ...(lgaCustomerId === undefined ? {} : { lgaCustomerId }) });
  const input = openInput(file, Readable.from([Buffer.from(text)]));
  for await (const part of partsOf(input)) judge.add(input, part);
  judge.endInput();
  return recordingResults(judge, new Date());
}

interface Entry {
  startedDateTime: string;
  time: number;
  request: { method: string; url: string; headers: { name: string; value: string }[] };
  response: Record<string, unknown> & { headers: { name: string; value: string }[]; content: Record<string, unknown> };
  [field: string]: unknown;
}

/** Mitmproxy's own recording of a customer that is served, with its entry changed. */
function har(...changes: ((entry: Entry) => unknown)[]): string {
  const { log } = JSON.parse(readFileSync(join(FILES, 'mitmproxy.har'), 'utf8')) as { log: { entries: Entry[] } };
  const [first] = log.entries;
  const entries = (changes.length === 0 ? [() => undefined] : changes).map((change) => {
    const entry = structuredClone(first) as Entry;
    change(entry);
    return entry;
  });
  return JSON.stringify({ log: { ...log, entries } });
}

const verdictOf = ({ requirements }: Results, id: string): string | undefined =>
  requirements.find((requirement) => requirement.id === id)?.verdict;
const failedIn = ({ requirements }: Results): string[] =>
  requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);

const body = (text: string) => (entry: Entry) => (entry.response.content = { size: text.length, mimeType: '', text });
const textOf = (entry: Entry): string => String(entry.response.content['text']);
const withoutHeader = (name: string) => (entry: Entry) => {
  entry.request.headers = entry.request.headers.filter((header) => header.name.toLowerCase() !== name);
};

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

it('a saved body with a byte order mark is warned of', async () => {
  const { log } = JSON.parse(har()) as { log: { entries: [Entry] } };
  const customer = textOf(log.entries[0]);
  expect(verdictOf(await judged('-', `\uFEFF${customer}`), 'json.no-byte-order-mark')).toBe('warn');
  expect(verdictOf(await judged('-', customer), 'json.no-byte-order-mark')).toBe('pass');
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

  it.each<[string, (entry: Entry) => unknown]>([
    ['base64', (entry) => (entry.response.content = { encoding: 'base64', text: btoa(textOf(entry)) })],
    ['base64 without saying so', (entry) => (entry.response.content = { text: btoa(textOf(entry)) })],
    [
      'compressed bytes',
      (entry) => (entry.response.content = { encoding: 'base64', text: gzipSync(textOf(entry)).toString('base64') }),
    ],
    ['plain text that is called base64', (entry) => (entry.response.content['encoding'] = 'base64')],
    ['pseudo-headers', ({ request }) => request.headers.unshift({ name: ':authority', value: 'a' })],
    [
      'names in capitals',
      ({ request }) =>
        (request.headers = request.headers.map(({ name, value }) => ({ name: name.toUpperCase(), value }))),
    ],
    [
      'credentials taken out',
      ({ request }) => {
        for (const header of request.headers) {
          if (header.name === 'Authorization') header.value = 'Bearer [redacted]';
          if (header.name === 'X-Api-Key') header.value = '<redacted>';
        }
      },
    ],
  ])('with %s conforms', async (_what, change) => {
    const results = await judged('-', har(change));
    expect(failedIn(results)).toEqual([]);
    expect(verdictOf(results, 'customer.customer-id')).toBe('pass');
  });

  it.each<[string, string, (entry: Entry) => unknown]>([
    ['no correlation id', 'request.correlation-id', withoutHeader('x-correlation-id')],
    ['no token', 'request.authorization', withoutHeader('authorization')],
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
      ),
    );
    expect(failedIn(results)).toContain('request.known-operation');
  });

  it('is 2 with line and column if it is cut off', async () => {
    await expect(judged('-', har().slice(0, 900))).rejects.toThrow(/^standard input:1:\d+: neither HAR nor JSON/);
  });
});

describe('the HAR that a run leaves', () => {
  it.each<[string, string[], (entry: Entry) => unknown]>([
    ['conforms', [], () => undefined],
    ['has another media type', ['media-type.200'], ({ response }) => (response.headers = [{ name: 'A', value: 'b' }])],
    ['has a wrong status', ['customer.status'], (entry) => body(textOf(entry).replace('"1000"', '7'))(entry)],
    ['has no JSON', ['customer.object'], body('<html>')],
    [
      'has an empty body',
      ['customer.object'],
      ({ response }) => Object.assign(response, { bodySize: 0, content: { size: 0, text: '' } }),
    ],
    ['names another customer', ['customer.names-customer', 'links.self-uri'], ({ request }) => (request.url += '1')],
    ['comes from a client', ['request.accept'], withoutHeader('accept')],
  ])('gives the verdicts of the run if it %s', async (_what, failed, change) => {
    const run = await judged('-', har(change));
    expect(failedIn(run)).toEqual(failed);
    const ofClient = { ...run, scenarios: [{ name: 'ok', requests: 1 }] };
    const again = await judged('-', harOf(ofClient));
    expect(failedIn(again)).toEqual(failed);
    expect(again.exitCode).toBe(run.exitCode);
    // What the suite sends itself is wrong on purpose.
    expect(failedIn(await judged('-', harOf(run)))).toEqual(failed.filter((id) => !id.startsWith('request.')));
  });

  it('shows no secret and nothing personal, and what was taken out is not judged', async () => {
    const run = await judged('-', har());
    const text = harOf(run);
    expect(text).not.toMatch(/sandbox-access-token|mickey|Fairmont|9876543210/i);
    const again = await judged('-', text);
    expect(verdictOf(again, 'contact.email')).toBe('not-applicable');
    expect(verdictOf(again, 'customer.status')).toBe('pass');
  });
});

describe('a saved body', () => {
  const customer = JSON.stringify(
    JSON.parse(textOf((JSON.parse(har()) as { log: { entries: [Entry] } }).log.entries[0])),
    null,
    2,
  );
  const wrong = customer.replace('"mickey@mouse.com"', '"mickey mouse"');

  it('conforms, without saying who was asked for', async () => {
    const results = await judged('-', customer);
    expect(results.exitCode).toBe(0);
    expect(verdictOf(results, 'customer.names-customer')).toBe('not-applicable');
    expect(verdictOf(results, 'request.accept')).toBe('not-applicable');
  });

  it.each<[string, string, number]>([
    ['alone', wrong, 0],
    ['in an array', `[\n${wrong}\n]`, 1],
  ])('names the line that is wrong, without its value: %s', async (_where, text, before) => {
    const results = await judged('-', text);
    const line = wrong.split('\n').findIndex((it) => it.includes('mickey mouse')) + 1 + before;
    const finding = results.requirements.find(({ id }) => id === 'contact.email')?.findings[0];
    expect(finding?.location).toBe(`standard input:${line}:9`);
    expect(finding?.excerpt).toMatch(/^"email": /);
    expect(JSON.stringify(results)).not.toContain('mickey');
  });

  it('is judged one a line', async () => {
    const [good, bad] = [customer, wrong].map((text) => JSON.stringify(JSON.parse(text)));
    const results = await judged('-', `${good}\n\n${bad}\n${bad}`);
    expect(results.summary).toContain('3 saved customers judged.');
    const [finding] = results.requirements.find(({ id }) => id === 'contact.email')?.findings ?? [];
    expect(finding).toMatchObject({ count: 2 });
    expect(finding?.location).toMatch(/^standard input:3:/);
  });

  it.each([
    ['a number', '42'],
    ['another object', '{"foo":1}'],
    ['an error', '{"code":"1116","message":"no such customer"}'],
    ['a wrapped customer', `{"customer":${customer}}`],
  ])('that is not a customer is one violation: %s', async (_what, text) => {
    const results = await judged('-', text);
    expect(failedIn(results)).toEqual(['customer.object']);
    expect(results.exitCode).toBe(1);
  });

  it('is judged as a Large Government Agency if a variable declares it', async () => {
    expect(failedIn(await judged('-', customer, '9876543210'))).toContain('lga.declared');
  });

  it.each([
    ['nothing', '', '1:1', 'the input is empty'],
    ['markup', '<html>', '1:1', 'not JSON'],
    ['NaN', '{"customerId": "1",\n "status": NaN}', '2:12', 'not JSON'],
    ['one bad line', '{"customerId":"1"}\n{"customerId":,}', '2:15', 'a value is expected'],
  ])('that is not JSON is 2 with line and column: %s', async (_what, text, place, problem) => {
    const found = await judged('-', text).catch((error: unknown) => error);
    expect(String(found)).toContain(`standard input:${place}: neither HAR nor JSON: `);
    expect(String(found)).toContain(problem);
  });

  it('is left out of what is judged if its values were taken out', async () => {
    const results = await judged(
      '-',
      customer.replace('"mickey@mouse.com"', '"[redacted]"').replace('"1000"', '"[redacted]"'),
    );
    expect(failedIn(results)).toEqual([]);
    expect(verdictOf(results, 'contact.email')).toBe('not-applicable');
    expect(verdictOf(results, 'customer.status')).toBe('not-applicable');
  });
});
