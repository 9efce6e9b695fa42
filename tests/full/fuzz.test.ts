/** Random bodies and headers through judging, redaction and every writer of a report, with markers planted. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCustomer } from '../../src/checks/customer.js';
import type { Exchange } from '../../src/exchange/exchange.js';
import { Pseudonyms } from '../../src/exchange/pseudonym.js';
import { Redaction } from '../../src/exchange/redaction.js';
import { assembleResults } from '../../src/report/assemble.js';
import { readHistory } from '../../src/report/history.js';
import { writeReport } from '../../src/report/write.js';
import { catalogue } from '../../src/requirements/catalogue.js';
import { customer } from '../support/customers.js';

const SEED = 20_261_125;
const TOKEN = 'tok-Zq9-77c1d2e4b5a6-marker';
const NAME = 'Qwertzova Marker';
const EMAIL = 'qwertzova.marker@example.org';
const ID = '1005998877';

const spelled = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  encodeURIComponent,
  (text) => Buffer.from(text).toString('base64'),
  (text) => Buffer.from(text).toString('hex'),
  (text) => JSON.stringify(text),
  (text) => Array.from(text, (character) => `&#${character.charCodeAt(0)};`).join(''),
  (text) => Array.from(text, (character) => `\\x${character.charCodeAt(0).toString(16)}`).join(''),
);
const marker = fc.constantFrom(TOKEN, NAME, EMAIL);
const planted = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 12 }), marker, spelled, fc.string({ unit: 'grapheme', maxLength: 12 }))
  .map(([before, text, spell, after]) => `${before} ${spell(text)} ${after}`);
const leaf = fc.oneof(planted, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, '', 0, -1, 1e308, [], {}));
const fields = ['status', 'tags', 'benefits', 'discounts', 'links', 'cotermDate', 'companyProfile', 'resellerId'];
const change = fc.tuple(
  fc.oneof(fc.constantFrom(...fields), planted),
  fc.oneof(leaf, fc.array(leaf, { maxLength: 30 })),
);
const bodies = fc.array(change, { maxLength: 4 }).map((changes): Record<string, unknown> => {
  const body = customer('education');
  const profile = { ...(body['companyProfile'] as object), companyName: NAME };
  const known = { ...profile, contacts: [{ firstName: 'A', lastName: 'B', email: EMAIL }] };
  return { ...body, customerId: ID, companyProfile: known, ...Object.fromEntries(changes), secondProfile: known };
});
const headers = fc.dictionary(
  fc.constantFrom('location', 'server', 'x-request-id', 'content-type', 'x-other', 'www-authenticate'),
  planted,
);

/** Every file of a report on a body that stands behind every requirement that it breaks. */
async function filesOf(body: Record<string, unknown>, answered: Record<string, string>): Promise<string> {
  const out = mkdtempSync(join(tmpdir(), 'vipmp-fuzz-'));
  const redaction = new Redaction(new Pseudonyms('key'), [TOKEN]);
  redaction.learn({ companyProfile: { companyName: NAME, contacts: [{ email: EMAIL }] }, customerId: ID });
  redaction.learn(body);
  const exchange: Exchange = {
    id: 'x1',
    purpose: 'known customer',
    request: {
      method: 'GET',
      url: `https://api.example.com/v3/customers/${ID}`,
      headers: { authorization: `Bearer ${TOKEN}` },
    },
    response: { status: 200, headers: answered, bytes: new Uint8Array(Buffer.from(JSON.stringify(body))) },
    startedAt: 0,
    durationMs: 1,
  };
  const judged = judgeCustomer({ body, askedFor: ID, declaredLga: false });
  const requirements = catalogue.map(({ id, level }) => {
    const own = judged.filter(({ requirement }) => requirement === id);
    const findings = own.map(({ requirement: _requirement, ...seen }) =>
      redaction.finding({ ...seen, exchange: 'x1' }),
    );
    const verdict = own.length === 0 ? ('pass' as const) : level === 'MUST' ? ('fail' as const) : ('warn' as const);
    return { id, verdict, findings, exchanges: ['x1'] };
  });
  const target = { name: 'sandbox', baseUrl: 'https://api.example.com' };
  const run = { run: 'r', target, startedAt: new Date(0).toISOString(), durationMs: 1 };
  await writeReport(out, assembleResults({ ...run, requirements, exchanges: [redaction.exchange(exchange)] }));
  const texts = readdirSync(out).map((name) => readFileSync(join(out, name), 'utf8'));
  rmSync(out, { recursive: true });
  return texts.join('\n');
}

const HIDDEN = [TOKEN, NAME, EMAIL, ID].flatMap((text) => [
  text.toLowerCase(),
  encodeURIComponent(text).toLowerCase(),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, '').toLowerCase(),
]);

describe('a report on a random customer', () => {
  it('shows no marker, and contains no character that hides or reorders others', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, headers, async (body, answered) => {
        const written = await filesOf(body, answered);
        const lower = written.toLowerCase();
        expect(HIDDEN.filter((text) => lower.includes(text))).toEqual([]);
        expect(written).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f]/u);
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});

describe('a history file with random content', () => {
  it('is read or reported as damaged, and never breaks a run', async () => {
    const out = mkdtempSync(join(tmpdir(), 'vipmp-fuzz-'));
    const content = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc.jsonValue().map((runs) => JSON.stringify({ runs: [runs] })),
    );
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        writeFileSync(join(out, 'history.json'), text);
        const history = await readHistory(out);
        expect(history.runs.length > 0 || history.note !== undefined || text.includes('"runs":[]')).toBe(true);
      }),
      { seed: SEED, numRuns: 500 },
    );
    rmSync(out, { recursive: true });
  });
});
