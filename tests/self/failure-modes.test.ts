/** One test for each row of docs/failure-modes.md that no other file tests. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import type { Answer } from '../../src/sandbox/provider.js';
import { withEmbeddedTarget } from '../../src/targets/embedded.js';
import { runSuite } from '../support/mutants.js';
import type { TargetConfiguration } from '../../src/targets/configuration.js';
import { certificateFor } from '../support/certificates.js';
import { COMMAND, plainEnvironment, temporaryFolder } from '../support/command.js';

async function judged(
  answer: (proper: Answer, count: number) => Answer,
  change: Partial<TargetConfiguration> = {},
): Promise<{ exitCode: number; failed: string[]; run: Results }> {
  const fault = {
    name: 'test',
    description: 'for a test',
    breaks: [],
    also: [],
    answer: (proper: Answer, _request: unknown, count: number) => answer(proper, count),
  };
  const run = await withEmbeddedTarget({ timeoutMs: 2000 }, { faults: [fault] }, (it) =>
    runSuite({ ...it, ...change }),
  );
  const failed = run.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
  return { exitCode: run.exitCode, failed, run };
}

const bytes = (change: (text: string) => Buffer) => (proper: Answer) =>
  proper.status === 200 ? { ...proper, body: change(JSON.stringify(proper.body)) } : proper;

describe.concurrent('bodies', () => {
  it('that are not UTF-8 are violations', async () => {
    const { exitCode, failed } = await judged(
      bytes((text) => Buffer.from(text.replace('Fairmont', 'Fairm\u00f6nt'), 'latin1')),
    );
    expect(failed).toContain('customer.object');
    expect(exitCode).toBe(1);
  });

  it('with a byte order mark are read', async () => {
    const { exitCode } = await judged(bytes((text) => Buffer.from(`\uFEFF${text}`)));
    expect(exitCode).toBe(0);
  });

  it('that end before their JSON does are violations', async () => {
    const { exitCode, failed } = await judged(bytes((text) => Buffer.from(text.slice(0, -10))));
    expect(failed).toContain('customer.object');
    expect(exitCode).toBe(1);
  });
});

describe.concurrent('throttling', () => {
  it('with Retry-After as a date is waited for', async () => {
    const { exitCode, run } = await judged((proper, count) =>
      count === 2
        ? { status: 429, headers: { 'retry-after': new Date(Date.now() + 1500).toUTCString() }, body: {} }
        : proper,
    );
    expect(exitCode).toBe(0);
    const [, throttled, next] = run.exchanges.map(({ startedAt }) => Date.parse(startedAt));
    // A date has no fractions of a second.
    expect((next ?? 0) - (throttled ?? 0)).toBeGreaterThanOrEqual(400);
  });

  it('with a Retry-After in the past is no reason to wait', async () => {
    const { exitCode } = await judged((proper, count) =>
      count === 2 ? { status: 429, headers: { 'retry-after': new Date(0).toUTCString() }, body: {} } : proper,
    );
    expect(exitCode).toBe(0);
  });
});

describe.concurrent('redirects', () => {
  it('to another host are never followed with credentials', async () => {
    const visited: string[] = [];
    await withEmbeddedTarget({ timeoutMs: 2000 }, {}, async (elsewhere) => {
      const { run } = await judged((proper) => ({
        ...proper,
        status: 307,
        headers: { location: `${elsewhere.baseUrl}/x` },
      }));
      visited.push(...run.exchanges.map(({ request }) => new URL(request.url).port));
      expect(visited).not.toContain(new URL(elsewhere.baseUrl).port);
    });
  });
});

describe('TLS', () => {
  it('with a self-signed certificate is named, with the variable that helps', async () => {
    const { key, cert } = await certificateFor('localhost');
    const server = createServer({ key, cert }, (_request, response) => {
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const baseUrl = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { exitCode, run } = await judged((proper) => proper, { baseUrl });
    server.close();
    expect(exitCode).toBe(3);
    expect(run.summary).toMatch(/certificate was not accepted.*NODE_EXTRA_CA_CERTS/);
  });
});

describe('the disk', () => {
  // In a checkout, Playwright compiles the built files again into a cache, which must not hit the limit.
  beforeAll(() => {
    spawnSync(process.execPath, [COMMAND, 'check', '--out', temporaryFolder()], { env: plainEnvironment() });
  });

  // A file size limit, in KiB, simulates a full disk.
  it.each([
    ['check --out report', 60, /index\.html could not be written/, /It conforms/],
    ['sweep --out report', 60, /index\.html could not be written/, /It conforms/],
    ['sweep --out report', 8, /sweep-state\.json could not be written/, /Inconclusive/],
    ['gate --out report -- true', 60, /ca-and-system\.pem could not be written/, /^$/],
  ])(
    'that takes no more of %s (files of %i KiB) is named, and keeps no half of a file',
    (call, limit, named, verdict) => {
      const cwd = temporaryFolder();
      const { status, stdout, stderr } = spawnSync(
        'bash',
        ['-c', `ulimit -f ${limit}; exec ${process.execPath} ${COMMAND} ${call}`],
        { cwd, env: plainEnvironment(), encoding: 'utf8' },
      );
      expect(status).toBe(4);
      expect(stderr).toMatch(named);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stdout).toMatch(verdict);
      expect(readdirSync(join(cwd, 'report')).filter((name) => /index|tmp|trust/.test(name))).toEqual([]);
    },
  );
});
