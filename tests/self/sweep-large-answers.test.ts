import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { populationOf } from '../../src/sandbox/population.js';
import type { Answer, SandboxRequest } from '../../src/sandbox/provider.js';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.js';
import { runCommand, startCommand, temporaryFolder } from '../support/command.js';
import { findingsIn } from '../support/sweeping.js';
import { variablesOf } from '../support/variables.js';

const population = populationOf(5);
const ids = [...population.ids()];
const folder = temporaryFolder();

/** The variables of a sweep of a provider. */
const variables = (provider: Sandbox): Record<string, string> => ({
  ...variablesOf(provider),
  VIPMP_RATE: '100000',
  VIPMP_PSEUDONYM_KEY: 'a key for tests',
});

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(join(folder, out, 'results.json'), 'utf8')) as Results;
}

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

  it('is judged like a small one', async () => {
    for (const padding of ['', ' '.repeat(100_000)]) {
      const provider = await answering((answer) => ({
        ...answer,
        body: Buffer.from(JSON.stringify({ ...(answer.body as object), status: 7, extra: 'x' }) + padding),
      }));
      const out = padding === '' ? 'small' : 'large';
      expect((await runCommand(sweepOfFew(out), variables(provider))).code).toBe(1);
      await provider.close();
    }
    expect(findingsIn(join(folder, 'large'))).toEqual(findingsIn(join(folder, 'small')));
    expect(resultsIn('large').sweep).toEqual(resultsIn('small').sweep);
    expect(resultsIn('large').sweep?.judged).toBe(2);
    expect(readFileSync(join(folder, 'large/fields.csv'))).toEqual(readFileSync(join(folder, 'small/fields.csv')));
  });

  it('of several megabytes is judged alone, in a thread that leaves nothing behind', async () => {
    const provider = await answering((answer) => ({
      ...answer,
      body: Buffer.from(JSON.stringify(answer.body) + ' '.repeat(4_500_000)),
    }));
    const several = join(folder, 'several.txt');
    writeFileSync(several, ids.join('\n'));
    const { stderr } = await runCommand(
      ['sweep', '--target', 'sandbox', '--ids', several, '--concurrency', '5', '--out', join(folder, 'several')],
      {
        ...variables(provider),
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
    const running = startCommand(sweepOfFew('huge'), variables(provider));
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
