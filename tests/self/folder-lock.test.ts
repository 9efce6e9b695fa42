/** A folder is used by one run at a time. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { COMMAND, plainEnvironment, runCommand, startCommand, temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';
import { variablesOf } from '../support/variables.js';

let slow: Sandbox;
beforeAll(async () => {
  slow = await startSandbox();
});
afterAll(() => slow.close());

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((done) => setTimeout(done, 20));
}

describe('the folder of a run', () => {
  it.each([['check'], ['sweep'], ['gate', '--', 'true']])('that goes on is refused to %s', async (...args) => {
    const cwd = temporaryFolder();
    const env = { ...variablesOf(slow), VIPMP_RATE: '0.5' };
    const ids = join(cwd, 'ids.txt');
    writeFileSync(ids, '1005000125\n1005000126\n1005000127\n');
    const first = startCommand(['sweep', '--target', 'sandbox', '--ids', ids, '--out', 'here'], env, cwd);
    await until(() => existsSync(join(cwd, 'here/.lock')));
    const [name = '', ...rest] = args;
    const { code, stdout, stderr } = await callCommand([name, '--out', 'here', ...rest], {}, cwd);
    first.kill('SIGINT');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^vipmp-conformance: --out .*here is in use by sweep \(process \d+, started 20[^)]*\).*\n$/);
    await first.ended;
    expect(existsSync(join(cwd, 'here/.lock'))).toBe(false);
  });

  it('is free again after a run that was killed', async () => {
    const cwd = temporaryFolder();
    const ids = join(cwd, 'ids.txt');
    writeFileSync(ids, '1005000125\n1005000126\n1005000127\n');
    const args = ['sweep', '--target', 'sandbox', '--ids', ids, '--out', 'here'];
    const killed = spawn(process.execPath, [COMMAND, ...args], {
      cwd,
      env: { ...plainEnvironment(), ...variablesOf(slow), VIPMP_RATE: '0.5' },
    });
    const ended = new Promise((done) => killed.on('exit', done));
    await until(() => existsSync(join(cwd, 'here/.lock')));
    killed.kill('SIGKILL');
    await ended;
    expect(existsSync(join(cwd, 'here/.lock'))).toBe(true);
    expect((await runCommand(['sweep', '--out', 'here'], {}, cwd)).code).toBe(0);
    expect(existsSync(join(cwd, 'here/.lock'))).toBe(false);
  });

  it('is refused if a file of the report is a link, whose target is left alone', async () => {
    const cwd = temporaryFolder();
    const precious = join(cwd, 'precious');
    writeFileSync(precious, 'mine');
    mkdirSync(join(cwd, 'here'));
    symlinkSync(precious, join(cwd, 'here/findings.ndjson'));
    const { code, stderr } = await callCommand(['sweep', '--out', 'here'], {}, cwd);
    expect(code).toBe(2);
    expect(stderr).toMatch(/here contains findings\.ndjson, which is a link: remove it, or name another folder\n$/);
    expect(readFileSync(precious, 'utf8')).toBe('mine');
  });
});
