/** The console fails while a command runs. */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMAND, plainEnvironment, temporaryFolder } from '../support/command.js';

const CHECKS = [
  ['check --no-playwright', ['check', '--no-playwright', '--out', 'report']],
  ['check', ['check', '--out', 'report']],
] as const;

/** A device on which every write fails as on a full disk; Linux has it. */
const FULL = '/dev/full';

describe.each(CHECKS)('%s', (_name, args) => {
  it('keeps its verdict and files if its output is no longer read', async () => {
    const cwd = temporaryFolder();
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd, env: plainEnvironment() });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(readdirSync(join(cwd, 'report'))).toContain('index.html');
  });

  it.runIf(existsSync(FULL))('ends with 4 if its output is lost on a full disk', () => {
    const { status, stderr, cwd } = withFullOutput(args);
    expect(stderr).toMatch(/^vipmp-conformance: standard output could not be written: ENOSPC.*\n$/);
    expect(status).toBe(4);
    expect(readdirSync(join(cwd, 'report'))).toContain('index.html');
  });
});

it.runIf(existsSync(FULL)).each([[['types']], [['--help']], [['check', '--help']]])(
  '%s ends with 4 if its output is lost on a full disk',
  (args) => {
    const { status, stderr } = withFullOutput(args);
    expect(stderr).toMatch(/^vipmp-conformance: standard output could not be written: ENOSPC.*\n$/);
    expect(status).toBe(4);
  },
);

it('a wrong call ends with 2 even if its message is lost', () => {
  const stderr = openSync(existsSync(FULL) ? FULL : '/dev/null', 'w');
  const { status } = spawnSync(process.execPath, [COMMAND, 'chek'], { stdio: ['ignore', 'ignore', stderr] });
  closeSync(stderr);
  expect(status).toBe(2);
});

it('a working directory that was removed is a wrong call', () => {
  const cwd = join(temporaryFolder(), 'gone');
  mkdirSync(cwd);
  const remove = 'rmdir "$PWD" && exec "$0" "$@"';
  const { status, stderr } = spawnSync('sh', ['-c', remove, process.execPath, COMMAND, 'check'], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toBe('vipmp-conformance: the working directory no longer exists: change to one that does\n');
  expect(status).toBe(2);
});

function withFullOutput(args: readonly string[]) {
  const cwd = temporaryFolder();
  const stdout = openSync(FULL, 'w');
  const ended = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    env: plainEnvironment(),
    stdio: ['ignore', stdout, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(stdout);
  return { ...ended, cwd };
}
