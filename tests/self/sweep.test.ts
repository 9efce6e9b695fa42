import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { requirementOf, type RequirementId } from '../../src/requirements/catalogue.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import type { Answer, SandboxRequest } from '../../src/sandbox/provider.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import { runCommand, startCommand, temporaryFolder } from '../support/command.js';
import type { SweepState } from '../../src/sweep/state.js';
import { callCommand } from '../support/in-process.js';
import { countedByRequirement, plantedPopulation } from '../support/planted.js';
import { findingsIn } from '../support/sweeping.js';
import { variablesOf } from '../support/variables.js';

/** A full run (`npm run test:full`) takes many more than fit into everyday tests. */
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

/** How many customers are done with, as the state on the disk says. */
function doneIn(out: string): number {
  const file = join(folder, out, 'sweep-state.json');
  if (!existsSync(file)) return 0;
  const { progress } = JSON.parse(readFileSync(file, 'utf8')) as SweepState;
  return progress.looked - progress.pending.length;
}

/** What was found, but for the warnings that conforming customers of the population bring. */
function mustsIn(out: string): Map<string, number> {
  const findings = findingsIn(join(folder, out));
  return countedByRequirement(findings.filter(({ requirement }) => planted.has(requirement)));
}

describe('sweep', () => {
  it('finds exactly the planted drift of twelve kinds, and writes numbers beside the report', async () => {
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

  it('says what it says about each finding as the interface has it', () => {
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

  it('goes on after kill -9 with nothing lost and nothing counted twice', async () => {
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
    // What was under way, or answered since the state was last written, is asked for again.
    expect([...asked.values()].filter((times) => times > 1).length).toBeLessThanOrEqual(again);
    expect(asked.size).toBe(SIZE);
  });

  it('writes a report of what was done if it is interrupted, and goes on from there', async () => {
    asked.clear();
    const running = startCommand(sweep('interrupted'), { ...env, VIPMP_RATE: String(SIZE / 6) }, folder);
    while (asked.size < 200) await new Promise((done) => setTimeout(done, 5));
    running.kill('SIGINT');
    expect(await running.ended).toBeGreaterThan(0);
    expect(resultsIn('interrupted').summary).toMatch(/interrupted.*--resume/);
    await runCommand(sweep('interrupted', '--resume'), env, folder);
    expect(resultsIn('interrupted').sweep).toEqual(resultsIn('whole').sweep);
  });

  it('merges four shards to the same figures', async () => {
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

  it('reads ids from standard input, and asks the embedded sandbox for its own customers without any', async () => {
    const own = await callCommand(['sweep', '--out', join(folder, 'own')], {}, folder);
    expect(own.code).toBe(0);
    expect(own.stdout).toContain('self-test of suite and sandbox');
    expect(resultsIn('own').sweep?.judged).toBe(sandbox.customers.length);
  });
});

/** Tells on standard error how many threads a process has started, and how many it had at once. */
const COUNTED_THREADS = `
  let [all, most, running] = [0, 0, 0];
  process.on('worker', (thread) => {
    all += 1;
    most = Math.max(most, ++running);
    thread.once('exit', () => (running -= 1));
  });
  process.on('exit', () => all > 0 && console.error(all + ' threads, ' + most + ' at once'));
`;

describe('a large answer', () => {
  const [first = '', second = ''] = ids;
  const few = join(folder, 'few.txt');
  writeFileSync(few, `${first}\n${second}\n`);
  const sweepOfFew = (out: string): string[] => [
    ...['sweep', '--target', 'sandbox', '--ids', few, '--concurrency', '1', '--out', join(folder, out)],
  ];
  const answering = (answer: NonNullable<Fault['answer']>, attach?: SandboxOptions['attach']): Promise<Sandbox> =>
    startSandbox({
      population,
      faults: [{ name: 'large', description: 'large answers', breaks: [], also: [], answer }],
      ...(attach === undefined ? {} : { attach }),
    });

  it('is judged as a small one', async () => {
    for (const padding of ['', ' '.repeat(100_000)]) {
      const provider = await answering((answer) => ({
        ...answer,
        body: Buffer.from(JSON.stringify({ ...(answer.body as object), status: 7, extra: 'x' }) + padding),
      }));
      const out = padding === '' ? 'small' : 'large';
      expect((await runCommand(sweepOfFew(out), { ...env, ...variablesOf(provider) })).code).toBe(1);
      await provider.close();
    }
    expect(findingsIn(join(folder, 'large'))).toEqual(findingsIn(join(folder, 'small')));
    expect(resultsIn('large').sweep).toEqual(resultsIn('small').sweep);
    expect(resultsIn('large').sweep?.judged).toBe(2);
    expect(readFileSync(join(folder, 'large/fields.csv'))).toEqual(readFileSync(join(folder, 'small/fields.csv')));
  });

  it('of megabytes is judged alone, in a thread that leaves nothing behind', async () => {
    const provider = await answering((answer) => ({
      ...answer,
      body: Buffer.from(JSON.stringify(answer.body) + ' '.repeat(4_500_000)),
    }));
    const several = join(folder, 'several.txt');
    writeFileSync(several, ids.slice(0, 5).join('\n'));
    const { stderr } = await runCommand(
      ['sweep', '--target', 'sandbox', '--ids', several, '--concurrency', '5', '--out', join(folder, 'several')],
      {
        ...env,
        ...variablesOf(provider),
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(COUNTED_THREADS)}`,
      },
    );
    await provider.close();
    expect(resultsIn('several').sweep?.judged).toBe(5);
    expect(stderr).toContain('5 threads, 1 at once');
  });

  it('that takes seconds to judge does not keep a signal waiting, and is left for --resume', async () => {
    let tell = (): void => undefined;
    const sent = new Promise<void>((done) => (tell = done));
    const contacts = Array.from({ length: 40_000 }, (_, index) => ({
      ...{ firstName: `Ada${index}`, lastName: `Example${index}`, email: `ada${index}@example.com` },
    }));
    const huge = (answer: Answer, { id }: SandboxRequest): Answer => {
      const body = answer.body as { companyProfile: object };
      return id === second
        ? { ...answer, body: { ...body, companyProfile: { ...body.companyProfile, contacts } } }
        : answer;
    };
    const provider = await answering(huge, ({ http }) =>
      http.on('request', ({ url = '' }, response) => response.on('finish', () => url.endsWith(second) && tell())),
    );
    const running = startCommand(sweepOfFew('huge'), { ...env, ...variablesOf(provider) });
    await sent;
    // Most of the time that it takes to judge the customer is still to come.
    await new Promise((done) => setTimeout(done, 200));
    running.kill('SIGINT');
    expect(await running.ended).toBe(3);
    await provider.close();
    expect(resultsIn('huge')).toMatchObject({
      summary: expect.stringMatching(/interrupted.*--resume/) as string,
      sweep: { judged: 1 },
    });
  });
});

describe('a wrong call of sweep and merge', () => {
  const rows: [name: string, args: string[], complaint: RegExp][] = [
    ['without ids', ['sweep', '--target', 'sandbox'], /sweep --target sandbox needs ids: name a file in --ids/],
    [
      'with ids that are not there',
      ['sweep', '--target', 'sandbox', '--ids', 'none.txt'],
      /--ids none.txt cannot be read/,
    ],
    ['with a shard of none', ['sweep', '--shard', '4/3'], /--shard is "4\/3"/],
    ['with no concurrency', ['sweep', '--concurrency', '0'], /whole number from 1 to 256/],
    ['with a misspelt option', ['sweep', '--resum'], /--resum.*--resume/],
    ['of a folder that is not a sweep', ['merge', '.'], /merge \.: there is no sweep/],
    ['of nothing', ['merge'], /missing required argument/],
  ];

  it.for(rows)('is one line and 2: %s', async ([, args, complaint]) => {
    const { code, stderr } = await callCommand(args, env);
    expect(code).toBe(2);
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('names every missing variable but that of a customer', async () => {
    const { code, stderr } = await callCommand(['sweep', '--target', 'sandbox', '--ids', list]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/VIPMP_ACCESS_TOKEN.*VIPMP_API_KEY/);
    expect(stderr).not.toContain('VIPMP_CUSTOMER_ID');
  });

  it('refuses to go on from a state that is damaged', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'sweep-state.json'), '{"format":1');
    const { code, stderr } = await callCommand(['sweep', '--out', out, '--resume']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/sweep-state.json is damaged/);
  });
});
