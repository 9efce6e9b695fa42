import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { playwrightReport } from '../support/archive.js';
import { plainEnvironment } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const TIMEOUT_MS = 120_000;

function playwright(args: string[], env: NodeJS.ProcessEnv = {}): { status: number | null; output: string } {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const options = { cwd: root, env: { ...plainEnvironment(), ...env }, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'test', ...args], options);
  return { status, output: `${stdout}${stderr}` };
}

function results(): Results {
  return JSON.parse(readFileSync(join(root, 'reports/embedded/results.json'), 'utf8')) as Results;
}

describe('plain playwright test', () => {
  it(
    'reports only what --grep selects, and says that it was filtered',
    () => {
      expect(playwright(['--grep', '@error.code-correlation-id']).status).toBe(0);
      const { requirements, summary } = results();
      const judged = requirements.filter(({ verdict }) => verdict !== 'excluded').map((it) => it.id);
      expect(judged).toContain('error.code-correlation-id');
      expect(judged).not.toContain('status.ok');
      expect(summary).toMatch(/filtered/);
    },
    TIMEOUT_MS,
  );

  it(
    'judges the embedded sandbox again each time, and ends with a count',
    () => {
      const before = results();
      const { status, output } = playwright([]);
      expect(status).toBe(0);
      expect(output).toMatch(/\n {2}\d+ passed \([^)]*\)\n$/);
      const { run, target, exchanges } = results();
      expect(run).not.toBe(before.run);
      expect(target.baseUrl).not.toBe(before.target.baseUrl);
      expect(exchanges.length).toBeLessThanOrEqual(32);
    },
    TIMEOUT_MS,
  );

  it('attaches the redacted exchange to every test, and nothing else', () => {
    const report = playwrightReport(join(root, 'reports/embedded'));
    const attachments = [...report.matchAll(/"name":"((?:exchange |_)[^"]*)"/g)].map((match) => match[1] ?? '');
    const exchanges = attachments.filter((name) => /^exchange x\d+: .*, answered \d{3}$/.test(name));
    expect(exchanges.length).toBeGreaterThanOrEqual(34);
    expect(attachments.filter((name) => !exchanges.includes(name))).toEqual([]);
    expect(report).not.toContain('Fairmont');
  });

  it(
    'lists at least 25 tests on at least 15 lines, and leaves the last report alone',
    () => {
      const before = results().run;
      const { status, output } = playwright(['--list']);
      expect(status).toBe(0);
      const lines = [...output.matchAll(/\[embedded\] › (\S+:\d+):\d+ › /g)].map((match) => match[1]);
      expect(lines.length).toBeGreaterThanOrEqual(25);
      expect(new Set(lines).size).toBeGreaterThanOrEqual(15);
      expect(results().run).toBe(before);
    },
    TIMEOUT_MS,
  );

  it.each([
    { VIPMP_RUN: '{"target":"live"}', CONFORMANCE_RUN: '{"target":"live"}', TEST_WORKER_INDEX: '0' },
    { VIPMP_TARGET: 'live', TEST_WORKER_INDEX: '0' },
  ])(
    'starts production by no variables such as %j',
    (env) => {
      const { status, output } = playwright(['--project', 'live'], env);
      expect(status).not.toBe(0);
      expect(output).toMatch(/"live" not found|VIPMP_TARGET=live/);
    },
    TIMEOUT_MS,
  );
});
