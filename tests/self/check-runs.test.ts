/** How a check ends, what it selects, and that both ways of running it give the same results. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import type { Fault, Hooks } from '../../src/sandbox/faults/fault.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { playwrightReport } from '../support/archive.js';
import { runCommand, startCommand, temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { variablesOf } from '../support/variables.js';

const PATIENCE = { timeout: 10_000, interval: 50 };
const MODES = [[[]], [['--no-playwright']]];

function faultOf(hooks: Hooks): Fault {
  return { name: 'test', description: 'for a test', breaks: [], also: [], ...hooks };
}

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')) as Results;
}

/** A sandbox that serves a number of customers and then hangs; `last` resolves when the last of them was sent. */
async function hangingAfter(served: number, hooks: Hooks = {}): Promise<{ sandbox: Sandbox; last: Promise<void> }> {
  let tell = (): void => undefined;
  const last = new Promise<void>((done) => (tell = done));
  let sent = 0;
  const sandbox = await startSandbox({
    faults: [faultOf({ wire: (_request, count) => (count > served ? { kind: 'hang' } : undefined), ...hooks })],
    attach: ({ http }) =>
      http.on('request', ({ url = '' }, response) =>
        response.on('finish', () => {
          if (url.startsWith('/v3/customers/') && (sent += 1) === served) tell();
        }),
      ),
  });
  return { sandbox, last };
}

/** The processes that run with a variable set to this value. */
function processesWith(value: string): number {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(value);
    } catch {
      return false;
    }
  }).length;
}

describe.concurrent('an interrupted check', () => {
  it.skipIf(!existsSync('/proc/self/environ')).each([
    ['SIGKILL', []],
    ['SIGHUP', []],
    ['SIGHUP', ['--no-playwright']],
  ] as const)('by %s %j takes Playwright along, and leaves an earlier report alone', async (signal, mode) => {
    const { sandbox, last } = await hangingAfter(3);
    const cwd = temporaryFolder();
    const out = join(cwd, 'here');
    mkdirSync(out);
    for (const name of ['results.json', 'index.html']) writeFileSync(join(out, name), 'of an earlier run');
    const running = startCommand(
      ['check', '--target', 'sandbox', '--out', 'here', ...mode],
      { ...variablesOf(sandbox), VIPMP_TIMEOUT_MS: '60000' },
      cwd,
    );
    await last;
    running.kill(signal);
    await running.ended;
    await vi.waitFor(() => expect(processesWith(`VIPMP_BASE_URL=${sandbox.url}`)).toBe(0), PATIENCE);
    await sandbox.close();
    // A lock whose process is gone is taken over.
    expect(readdirSync(out).filter((name) => name !== '.lock')).toEqual(['index.html', 'results.json']);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe('of an earlier run');
    expect(readFileSync(join(out, 'index.html'), 'utf8')).toBe('of an earlier run');
  });

  it.each([
    ['SIGINT', []],
    ['SIGTERM', ['--no-playwright']],
  ] as const)('by %s %j in the middle of a long computation reports a part', async (signal, mode) => {
    const contacts = Array.from({ length: 20_000 }, (_, index) => ({
      firstName: `Ada${index}`,
      lastName: `Example${index}`,
      email: `ada${index}@example.com`,
    }));
    const { sandbox, last } = await hangingAfter(1, {
      customer: (customer) => ({
        ...customer,
        companyProfile: { ...(customer['companyProfile'] as object), contacts },
      }),
    });
    const cwd = temporaryFolder();
    const running = startCommand(
      ['check', '--target', 'sandbox', ...mode],
      { ...variablesOf(sandbox), VIPMP_TIMEOUT_MS: '60000' },
      cwd,
    );
    await last;
    running.kill(signal);
    expect(await running.ended).toBe(3);
    await sandbox.close();
    expect(resultsIn(join(cwd, 'reports/sandbox')).summary).toContain('report is partial');
  });
});

describe('check --only', () => {
  it.each(MODES)(
    'judges what the specs of a requirement are about, and says that it was filtered: %j',
    async (mode) => {
      const cwd = temporaryFolder();
      const { code } = await runCommand(['check', '--only', 'error.code-api-key', ...mode], {}, cwd);
      expect(code).toBe(0);
      const { requirements, summary, exchanges } = resultsIn(join(cwd, 'reports/embedded'));
      const judged = requirements.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id);
      expect(judged).toContain('error.code-api-key');
      expect(judged).not.toContain('error.code-invalid-token');
      expect(summary).toMatch(/filtered: it covers \d+ of \d+ requirements/);
      // The sanity request and those of the specs about keys.
      const purposes = exchanges.map(({ purpose }) => purpose);
      expect(purposes.filter((purpose) => !purpose.includes('X-Api-Key'))).toEqual(['known customer']);
      expect(purposes.length).toBeGreaterThan(4);
    },
  );

  it.each([
    ['error.code-api-kex', /there is no such requirement/],
    ['request.known-operation', /check does not judge it/],
  ])('%s is refused before anything is sent', async (id, why) => {
    const { code, stderr } = await callCommand(['check', '--only', id]);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });
});

describe('check on a provider with faults', () => {
  let broken: Sandbox;
  const cwd = temporaryFolder();
  beforeAll(async () => {
    // The name of the agency's contact is learned after it was first shown.
    const early = faultOf({
      answer: (answer) => ({ ...answer, headers: { ...answer.headers, server: 'edge of Lindqvist' } }),
    });
    broken = await startSandbox({
      faults: [faultNamed('lga-commercial'), faultNamed('code-of-unknown-customer-404'), early],
    });
    const env = { ...variablesOf(broken), VIPMP_PSEUDONYM_KEY: 'a key for tests' };
    for (const [mode, out] of [
      [[], 'with'],
      [['--no-playwright'], 'without'],
    ] as const) {
      expect((await runCommand(['check', '--target', 'sandbox', '--out', out, ...mode], env, cwd)).code).toBe(1);
    }
  });
  afterAll(() => broken.close());

  /** The results without times and ids of a run. */
  function comparable(out: string): unknown {
    return JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'), (key, value: unknown) =>
      ['run', 'startedAt', 'durationMs', 'x-request-id', 'x-correlation-id', 'date'].includes(key) ? null : value,
    );
  }

  it('says the same with Playwright and without', () => {
    expect(comparable(join(cwd, 'without'))).toEqual(comparable(join(cwd, 'with')));
    expect(existsSync(join(cwd, 'without/playwright'))).toBe(false);
  });

  it('redacts values learned later in earlier attachments', () => {
    const report = playwrightReport(join(cwd, 'with'));
    expect(report).toContain('known customer');
    expect(report).toContain('edge of [redacted]');
    expect(report).not.toContain('Lindqvist');
  });
});
