/** Random input of people and tools: lists of ids, `.env` files, variables and recordings. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../src/invalid-input.js';
import { openInput } from '../../src/recording/input.js';
import { partsOf } from '../../src/recording/parts.js';
import { RecordingJudge } from '../../src/recording/recording-judge.js';
import { recordingResults } from '../../src/recording/results.js';
import { idsFrom } from '../../src/sweep/ids.js';
import { remoteConfiguration } from '../../src/targets/configuration.js';
import { isCustomerId } from '../../src/targets/customer-id.js';
import { customer } from '../support/customers.js';

const SEED = 20_261_127;
const TOKEN = 'tok-Zq9-77c1d2e4b5a6-marker';

const folder = mkdtempSync(join(tmpdir(), 'vipmp-fuzz-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What an action returns, or the one line that it refuses its input with; anything else that is thrown is a defect. */
async function resultOf<T>(act: () => Promise<T> | T): Promise<T | { refused: string }> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    expect(error.message).not.toMatch(/[\n\r]/);
    return { refused: error.message };
  }
}

const isRefused = (result: unknown): result is { refused: string } =>
  typeof result === 'object' && result !== null && 'refused' in result;

describe('a list of ids with random lines', () => {
  const id = fc.integer({ min: 100_000_000, max: 9_999_999_999 }).map(String);
  const noise = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('', '# a comment', 'sep=;', 'customerId', '1.0051E+09', '1005100001.0', "'1005100001", '1|2'),
    fc.array(id, { maxLength: 3 }).map((ids) => ids.join(',')),
  );
  const lines = fc.array(fc.oneof({ weight: 3, arbitrary: id }, { weight: 1, arbitrary: noise }), { maxLength: 12 });

  it('gives ids and drops none of them, or is refused in one line', async () => {
    await fc.assert(
      fc.asyncProperty(lines, fc.constantFrom('\n', '\r\n'), async (content, end) => {
        const read = await resultOf(async () => {
          const list = await idsFrom('-', Readable.from([Buffer.from(content.join(end))]));
          const ids: string[] = [];
          for await (const one of list.read()) ids.push(one);
          return { ids, total: list.total };
        });
        if (isRefused(read)) return;
        expect(read.ids).toHaveLength(read.total);
        expect(read.ids.filter((one) => !isCustomerId(one))).toEqual([]);
        const alone = content.filter((line) => /^\d{9,10}$/.test(line));
        expect(read.ids.filter((one) => alone.includes(one)).length).toBeGreaterThanOrEqual(alone.length);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});

describe('a configuration with random values', () => {
  const names = ['BASE_URL', 'IMS_URL', 'API_KEY', 'ACCESS_TOKEN', 'CUSTOMER_ID', 'TIMEOUT_MS', 'RATE', 'SCOPES'];
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('https://a.example', 'http://127.0.0.1:1', '10', '-1', '1e9', 'NaN', '0', '1005100001', ' x '),
  );

  it('is usable, or refused in one line', async () => {
    const variables = fc.dictionary(fc.constantFrom(...names.map((name) => `VIPMP_${name}`)), value);
    await fc.assert(
      fc.asyncProperty(variables, async (env) => {
        const read = await resultOf(() => remoteConfiguration('sandbox', folder, env));
        if (isRefused(read)) return;
        expect(new URL(read.baseUrl).protocol).toMatch(/^https?:$/);
        expect(read.timeoutMs).toBeGreaterThan(0);
        expect(read.rate).toBeGreaterThan(0);
        expect(() => new Headers({ 'x-api-key': read.apiKey })).not.toThrow();
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('is read from a .env file of random bytes, or the file is refused in one line', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(`VIPMP_API_KEY="${text}"\nVIPMP_CUSTOMER_ID=${text}`)),
      fc.string().map((text) => Buffer.from(`\uFEFFVIPMP_API_KEY=${text}\r\n`, 'utf16le')),
    );
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        writeFileSync(join(folder, '.env'), bytes);
        await resultOf(() => remoteConfiguration('sandbox', folder, {}));
      }),
      { seed: SEED, numRuns: 500 },
    );
    rmSync(join(folder, '.env'));
  });
});

/** A recording whose parts are replaced at random places. */
function changed(value: unknown, places: readonly number[], replacement: unknown): unknown {
  let place = 0;
  const copy = (node: unknown): unknown => {
    place += 1;
    if (places.includes(place)) return replacement;
    if (Array.isArray(node)) return node.map(copy);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, copy(child)]));
  };
  return copy(value);
}

async function judged(text: string): Promise<string> {
  const judge = new RecordingJudge({ pseudonymKey: 'key' });
  const input = openInput('-', Readable.from([Buffer.from(text)]));
  for await (const part of partsOf(input)) judge.add(input, part);
  judge.endInput();
  return JSON.stringify(recordingResults(judge, new Date(0)));
}

describe('a recording with random parts', () => {
  const har: unknown = JSON.parse(
    readFileSync('tests/unit/recording/files/mitmproxy.har', 'utf8').replaceAll(/Bearer [\w.-]+/g, `Bearer ${TOKEN}`),
  );
  const places = fc.array(fc.integer({ min: 3, max: 160 }), { minLength: 1, maxLength: 3 });
  const replacement = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, '', -1, 1e308, [], {}, '\u0000'));

  it('is judged without showing its token, or refused in one line', async () => {
    await fc.assert(
      fc.asyncProperty(places, replacement, async (at, by) => {
        const results = await resultOf(() => judged(JSON.stringify(changed(har, at, by))));
        if (!isRefused(results)) expect(results).not.toContain(TOKEN);
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it('that is a truncated or corrupted customer is judged or refused in one line', async () => {
    const text = JSON.stringify(customer('education'));
    const cut = fc.tuple(fc.nat(text.length), fc.string({ unit: 'binary', maxLength: 8 }), fc.nat(3));
    await fc.assert(
      fc.asyncProperty(cut, async ([at, inserted, dropped]) => {
        await resultOf(() => judged(text.slice(0, at) + inserted + text.slice(at + dropped)));
      }),
      { seed: SEED, numRuns: 400 },
    );
  });
});
