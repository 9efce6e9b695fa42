import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { customerText, failedIn, judged, verdictOf } from '../../support/recordings.js';

it('a saved body with a byte order mark is warned of', async () => {
  expect(verdictOf(await judged('-', `\uFEFF${customerText}`), 'json.no-byte-order-mark')).toBe('warn');
  expect(verdictOf(await judged('-', customerText), 'json.no-byte-order-mark')).toBe('pass');
});

describe('a saved body', () => {
  const customer = JSON.stringify(JSON.parse(customerText), null, 2);
  const wrong = customer.replace('"mickey@mouse.com"', '"mickey mouse"');

  it('conforms, without showing the requested id', async () => {
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

  it('is judged one per line', async () => {
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

  it('that is an error is not said to have had status 200', async () => {
    const { requirements } = await judged('-', '{"code":"1116","message":"no such customer"}');
    expect(requirements.find(({ id }) => id === 'customer.object')?.findings[0]).toMatchObject({
      message: 'the body is an error, not a customer',
      actual: '"1116"',
    });
  });

  it('is judged as a Large Government Agency if a variable declares it', async () => {
    expect(failedIn(await judged('-', customer, '9876543210'))).toContain('lga.declared');
  });

  it.each([
    ['nothing', '', '1:1', 'the input is empty'],
    ['markup', '<html>', '1:1', 'markup such as HTML or XML; found "<" at offset 0'],
    ['NaN', '{"customerId": "1",\n "status": NaN}', '2:12', 'NaN is not JSON'],
    ['what gzip wrote', gzipSync(customer), '1:1', 'this is compressed with gzip; unpack it first'],
    ['an archive', 'PK\x03\x04', '1:1', 'this is a ZIP archive; unpack it first'],
    ['the log of a HAR alone', '{"entries":[]}', '1:1', 'the log of a HAR, but not at the top'],
    ['a HAR in a list', '[{"log":{"entries":[]}}]', '1:1', 'the log of a HAR, but not at the top'],
    ['one bad line', '{"customerId":"1"}\n{"customerId":,}', '2:15', 'found "," at offset 14: {"customerId":▸,}'],
  ])('that is not JSON is 2 with line and column: %s', async (_what, text, place, problem) => {
    const found = await judged('-', text).catch((error: unknown) => error);
    expect(String(found)).toContain(`standard input:${place}: neither HAR nor JSON: `);
    expect(String(found)).toContain(problem);
  });

  it('that is not JSON is shown around the place, without its values', async () => {
    const text = '{"customerId":"1005998877","contacts":[{"email":"mickey@mouse.com",}]}';
    const found = String(await judged('-', text).catch((error: unknown) => error));
    expect(found).toContain('standard input:1:67: neither HAR nor JSON: a trailing comma');
    expect(found).toContain('{"email":"…"▸,}]}');
    expect(found).not.toMatch(/mickey|1005998877/);
  });

  it.each([
    ['an array on many lines', `[\n${`${customerText},\n`.repeat(60_000)}`],
    ['an array on one line', `[${`${customerText},`.repeat(60_000)}`],
  ])('that is too long to read as a whole must be written one per line: %s', async (_what, text) => {
    const found = String(await judged('-', text.padEnd(65 * 1024 * 1024)).catch((error: unknown) => error));
    expect(found).toContain('standard input is larger than 64 MiB, and neither a HAR nor one customer per line');
  });

  it('is not judged if its values were removed', async () => {
    const results = await judged(
      '-',
      customer.replace('"mickey@mouse.com"', '"[redacted]"').replace('"1000"', '"[redacted]"'),
    );
    expect(failedIn(results)).toEqual([]);
    expect(verdictOf(results, 'contact.email')).toBe('not-applicable');
    expect(verdictOf(results, 'customer.status')).toBe('not-applicable');
  });
});
