import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  customerText,
  failedIn,
  har,
  harBy,
  judged,
  textOf,
  verdictOf,
  type Change,
  type Entry,
} from '../../support/recordings.js';

const coded =
  (coding: string, encode: (text: string) => Buffer): Change =>
  (entry) => {
    entry.response.headers.push({ name: 'Content-Encoding', value: coding });
    entry.response.content = { encoding: 'base64', text: encode(textOf(entry)).toString('base64') };
  };

/** What programs write in ways of their own; none of it says anything of the provider. */
const habits: [name: string, creator: string, change: Change][] = [
  ['base64', 'Charles Proxy', (entry) => (entry.response.content = { encoding: 'base64', text: btoa(textOf(entry)) })],
  ['base64 without saying so', 'Charles Proxy', (entry) => (entry.response.content = { text: btoa(textOf(entry)) })],
  [
    'base64 on many lines',
    'Fiddler',
    ({ response }) => {
      const text = btoa(String(response.content['text'])).replace(/.{76}/g, '$&\r\n');
      response.content = { encoding: 'base64', text };
    },
  ],
  ['plain text that is called base64', 'x', ({ response }) => (response.content['encoding'] = 'base64')],
  ['bytes of gzip', 'Charles Proxy', coded('gzip', gzipSync)],
  ['bytes of Brotli', 'Charles Proxy', coded('br', brotliCompressSync)],
  ['bytes of deflate', 'Fiddler', coded('deflate', deflateSync)],
  [
    'a decoded body under its coding, with the size of the coded one',
    'Firefox',
    ({ response }) => {
      response.headers.push({ name: 'Content-Encoding', value: 'br' });
      Object.assign(response, { bodySize: 200 });
    },
  ],
  ['a size that is unknown', 'Playwright', ({ response }) => (response.content['size'] = -1)],
  ['a size of 0 beside a text', 'x', ({ response }) => (response.content['size'] = 0)],
  [
    'pseudo-headers of HTTP/2, and names in lower case',
    'WebInspector',
    ({ request }) => {
      request.headers = request.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
      request.headers.unshift({ name: ':authority', value: 'a' }, { name: ':method', value: 'GET' });
    },
  ],
  [
    'names in capitals',
    'x',
    ({ request }) =>
      (request.headers = request.headers.map(({ name, value }) => ({ name: name.toUpperCase(), value }))),
  ],
  [
    'headers as an object',
    'x',
    (entry) =>
      Object.assign(entry.request, {
        headers: Object.fromEntries(entry.request.headers.map(({ name, value }) => [name, value])),
      }),
  ],
  [
    'no headers of the response, but a media type',
    'x',
    ({ response }) => {
      response.headers = [];
      response.content['mimeType'] = 'application/json';
    },
  ],
  [
    'no Authorization, as Chrome leaves it out',
    'WebInspector',
    ({ request }) => (request.headers = request.headers.filter(({ name }) => name.toLowerCase() !== 'authorization')),
  ],
  [
    'credentials taken out',
    'x',
    ({ request }) => {
      for (const header of request.headers) {
        if (header.name === 'Authorization') header.value = 'Bearer [redacted]';
        if (header.name === 'X-Api-Key') header.value = '<redacted>';
      }
    },
  ],
  ['a status as text', 'x', ({ response }) => (response['status'] = String(response['status']))],
  ['a day that is none', 'x', (entry) => Object.assign(entry, { startedDateTime: 'yesterday', time: null })],
  ['a zone', 'Firefox', (entry) => (entry.startedDateTime = '2026-11-20T11:00:00.000+01:00')],
  [
    'fields of its own',
    'WebInspector',
    (entry) =>
      Object.assign(entry, {
        _initiator: {},
        _priority: 'High',
        _fromCache: null,
        _fetchType: 'Network Load',
        comment: null,
      }),
  ],
  ['an empty body of the request', 'Firefox', ({ request }) => (request['postData'] = { mimeType: '', text: '' })],
  [
    'cookies',
    'x',
    ({ request }) => {
      request.headers.push({ name: 'Cookie', value: 's=a-secret-cookie' });
      request['cookies'] = [{ name: 's', value: 'a-secret-cookie' }];
    },
  ],
];

const wrong: Change = (entry) => (entry.response.content['text'] = textOf(entry).replace('"1000"', '"10"'));
const both =
  (...changes: Change[]): Change =>
  (entry) =>
    changes.forEach((change) => change(entry));

describe('a recording with', () => {
  it.each(habits)('%s is judged as the provider is', async (_what, creator, change) => {
    const conforming = await judged('-', harBy(creator, change));
    expect(failedIn(conforming)).toEqual([]);
    expect(verdictOf(conforming, 'customer.customer-id')).toBe('pass');
    expect(JSON.stringify(conforming)).not.toContain('a-secret-cookie');
    const violating = await judged('-', harBy(creator, both(wrong, change)));
    expect(failedIn(violating)).toEqual(['customer.status']);
  });

  it.each<[string, (text: string) => string | Buffer]>([
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['UTF-16', (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
    ['UTF-16, big end first', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['line ends of Windows', (text) => `${JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n')}\r\n`],
    ['another property first', (text) => text.replace('{', '{"$schema":"a",')],
  ])('%s is read', async (_what, written) => {
    expect(failedIn(await judged('-', written(har())))).toEqual([]);
    expect(failedIn(await judged('-', written(har(wrong))))).toEqual(['customer.status']);
  });

  it('thousands of other entries, some of them long, is read', async () => {
    const other = ({ request, response }: Entry): void => {
      request.url = 'https://cdn.example/customers/script.js';
      response.content = { size: 1, mimeType: 'text/javascript', text: 'x'.repeat(2000) };
    };
    const text = har(...Array.from({ length: 3000 }, () => other), wrong);
    expect(failedIn(await judged('-', text))).toEqual(['customer.status']);
  });

  it.each<[string, Change]>([
    ['Chrome', (entry) => (entry['_fromCache'] = 'disk')],
    ['Safari', (entry) => (entry['_fetchType'] = 'Memory Cache')],
  ])('what came out of a cache of %s has nothing to judge', async (_browser, change) => {
    const results = await judged('-', har(both(change, wrong)));
    expect(results.exitCode).toBe(3);
    expect(results.summary).toContain("No response could be judged: 1 answered by the browser's cache.");
  });

  it('no headers of a request, since they were not kept, leaves them unjudged', async () => {
    const results = await judged(
      '-',
      har((entry) => Object.assign(entry.request, { headers: null })),
    );
    expect(failedIn(results)).toEqual([]);
    expect(verdictOf(results, 'request.correlation-id')).toBe('not-applicable');
  });

  it('no text, since it was not kept, leaves the body unjudged', async () => {
    const results = await judged(
      '-',
      har((entry) => delete entry.response.content['text']),
    );
    expect(results.exitCode).toBe(0);
    expect(verdictOf(results, 'customer.customer-id')).toBe('not-applicable');
    expect(results.summary).toContain('1 recorded without a body');
  });

  it('half a body violates the contract', async () => {
    const results = await judged(
      '-',
      har((entry) => (entry.response.content['text'] = customerText.slice(0, 200))),
    );
    expect(failedIn(results)).toEqual(['customer.object']);
  });

  it('the raw deflate of a response does not show it', async () => {
    const results = await judged(
      '-',
      har(({ response }) => response.headers.push({ name: 'Content-Encoding', value: 'deflate' })),
    );
    expect(verdictOf(results, 'header.deflate-wrapper')).toBe('not-applicable');
  });
});
