import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { requirementOf, type RequirementId } from '../../src/requirements/catalogue.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import type { SweepState } from '../../src/sweep/state.js';
import { runCommand, startCommand, temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { countedByRequirement, plantedPopulation } from '../support/planted.js';
import { findingsIn } from '../support/sweeping.js';
import { variablesOf } from '../support/variables.js';

/** The number of customers; a full run (`npm run test:full`) uses many more. */
const SIZE = Number(process.env['SWEEP_CUSTOMERS'] ?? 600);
const { population, ids, planted } = plantedPopulation(SIZE);
const folder = temporaryFolder();
const list = join(folder, 'ids.csv');
const asked = new Map<string, number>();
let sandbox: Sandbox;
let env: Record<string, string>;

beforeAll(async () => {
  writeFileSync(list, `customerId,name\n${ids.map((id) => `${id},Somebody ${id}`).join('\n')}\n`);
  sandbox = await startSandbox({
    population,
    observe: ({ url = '' }) => {
      const id = /^\/v3\/customers\/([^/?]+)$/.exec(url)?.[1];
      if (id !== undefined) asked.set(id, (asked.get(id) ?? 0) + 1);
    },
  });
  env = { ...variablesOf(sandbox), VIPMP_RATE: '100000', VIPMP_PSEUDONYM_KEY: 'a key for tests' };
});

afterAll(() => sandbox.close());

const sweep = (out: string, ...args: string[]): string[] => [
  'sweep',
  '--target',
  'sandbox',
  '--ids',
  list,
  '--out',
  join(folder, out),
  ...args,
];

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(join(folder, out, 'results.json'), 'utf8')) as Results;
}

/** The number of finished customers, by the state on disk. */
function doneIn(out: string): number {
  const file = join(folder, out, 'sweep-state.json');
  if (!existsSync(file)) return 0;
  const { progress } = JSON.parse(readFileSync(file, 'utf8')) as SweepState;
  return progress.looked - progress.pending.length;
}

/** The findings, except for warnings about conforming customers of the population. */
function mustsIn(out: string): Map<string, number> {
  const findings = findingsIn(join(folder, out));
  return countedByRequirement(findings.filter(({ requirement }) => planted.has(requirement)));
}

describe('sweep', () => {
  it('finds exactly the twelve kinds of planted drift, and writes numbers next to the report', async () => {
    const { code, stdout } = await runCommand(sweep('whole'), env, folder);
    expect(code).toBe(1);
    expect(stdout).toContain(`${SIZE.toLocaleString('en')} customers checked`);
    const found = mustsIn('whole');
    // Customers without discounts are also among the shapes that conforming customers have.
    const conforming = resultsIn('whole').requirements.find(({ id }) => id === 'profile.address-present')?.count ?? 0;
    const wanted = new Map(planted).set(
      'customer.discounts-present',
      (planted.get('customer.discounts-present') ?? 0) + conforming,
    );
    expect(found).toEqual(wanted);
    const violated = resultsIn('whole').requirements.filter(({ verdict }) => verdict === 'fail');
    expect(violated.map(({ id }) => id).every((id) => planted.has(id))).toBe(true);
    expect(Math.max(...asked.values())).toBe(1);
    expect(asked.size).toBe(SIZE);
    const fields = readFileSync(join(folder, 'whole', 'fields.csv'), 'utf8');
    expect(fields).toContain(`\nnotDocumented,false,${SIZE},5,0,0,${SIZE - 5},string 5\n`);
    expect(readFileSync(join(folder, 'whole', 'values.csv'), 'utf8')).toContain(`\nstatus,9999,false,7,${SIZE}\n`);
    expect(readFileSync(join(folder, 'whole', 'violations.csv'), 'utf8')).toMatch(
      /^customer.reseller-id,MUST,fail,14,14$/m,
    );
    expect(JSON.parse(readFileSync(join(folder, 'whole', 'portfolio.json'), 'utf8'))).toMatchObject({
      customers: SIZE,
    });
    expect(readFileSync(join(folder, 'whole', 'index.html'), 'utf8')).toContain('How often each field is present');
  });

  it('writes each finding in the documented format', () => {
    const findings = findingsIn(join(folder, 'whole'));
    for (const finding of findings) {
      const { level } = requirementOf(finding.requirement as RequirementId);
      expect(finding).toMatchObject({
        level,
        verdict: level === 'MUST' ? 'fail' : 'warn',
        message: expect.any(String) as string,
      });
      expect(finding.customer).toMatch(/^customer-[0-9a-f]{12}$/);
    }
  });

  it('resumes after kill -9 with nothing lost and nothing counted twice', async () => {
    asked.clear();
    let again = 0;
    for (const resume of [[], ['--resume']]) {
      const [askedBefore, doneBefore] = [asked.size, doneIn('killed')];
      const running = startCommand(sweep('killed', ...resume), { ...env, VIPMP_RATE: String(SIZE / 2) }, folder);
      while (asked.size < askedBefore + SIZE / 4 || doneIn('killed') <= doneBefore) {
        await new Promise((done) => setTimeout(done, 5));
      }
      running.kill('SIGKILL');
      await running.ended;
      again += asked.size - doneIn('killed');
    }
    const { code } = await runCommand(sweep('killed', '--resume'), env, folder);
    expect(code).toBe(1);
    const sorted = (out: string) =>
      findingsIn(join(folder, out))
        .map((finding) => JSON.stringify(finding))
        .toSorted();
    expect(sorted('killed')).toEqual(sorted('whole'));
    expect(resultsIn('killed').sweep).toEqual(resultsIn('whole').sweep);
    for (const file of ['fields.csv', 'values.csv', 'violations.csv']) {
      expect(readFileSync(join(folder, 'killed', file), 'utf8')).toBe(
        readFileSync(join(folder, 'whole', file), 'utf8'),
      );
    }
    // Requests in flight, or answered since the state was last written, are sent again.
    expect([...asked.values()].filter((times) => times > 1).length).toBeLessThanOrEqual(again);
    expect(asked.size).toBe(SIZE);
  });

  it('writes a report of what was done if it is interrupted, and resumes from there', async () => {
    asked.clear();
    const running = startCommand(sweep('interrupted'), { ...env, VIPMP_RATE: String(SIZE / 6) }, folder);
    while (asked.size < 200) await new Promise((done) => setTimeout(done, 5));
    running.kill('SIGINT');
    expect(await running.ended).toBeGreaterThan(0);
    expect(resultsIn('interrupted').summary).toMatch(/interrupted.*--resume/);
    await runCommand(sweep('interrupted', '--resume'), env, folder);
    expect(resultsIn('interrupted').sweep).toEqual(resultsIn('whole').sweep);
  });

  it('merges four shards into the same figures', async () => {
    const folders = ['1', '2', '3', '4'].map((index) => join(folder, `shard-${index}`));
    await Promise.all(
      [1, 2, 3, 4].map((index) => runCommand(sweep(`shard-${index}`, '--shard', `${index}/4`), env, folder)),
    );
    const { code } = await callCommand(['merge', ...folders, '--out', join(folder, 'merged')], {}, folder);
    expect(code).toBe(1);
    expect(resultsIn('merged').sweep).toEqual(resultsIn('whole').sweep);
    for (const file of ['fields.csv', 'values.csv', 'violations.csv']) {
      expect(readFileSync(join(folder, 'merged', file), 'utf8')).toBe(
        readFileSync(join(folder, 'whole', file), 'utf8'),
      );
    }
  });

  it("reads ids from standard input, and sweeps the embedded sandbox's own customers without any", async () => {
    const own = await callCommand(['sweep', '--out', join(folder, 'own')], {}, folder);
    expect(own.code).toBe(0);
    expect(own.stdout).toContain('self-test of suite and sandbox');
    expect(resultsIn('own').sweep?.judged).toBe(sandbox.customers.length);
  });
});
