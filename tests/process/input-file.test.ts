/** What a user names as a file may be a pipe. */
import { execFileSync, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { inputStream, readInputFile } from '../../src/input-file.js';
import { runCommand, temporaryFolder } from '../support/command.js';

function pipe(name = 'pipe'): string {
  const path = join(temporaryFolder(), name);
  execFileSync('mkfifo', [path]);
  return path;
}

/** A pipe that is written into after a while, in pieces. */
function writtenPipe(): string {
  const path = pipe();
  spawn('bash', ['-c', '{ sleep 0.2; echo one; sleep 0.2; echo two; } > "$0"', path]);
  return path;
}

describe.concurrent('a pipe', () => {
  it('is read to its end as a whole file, and as a stream', async () => {
    expect(readInputFile(writtenPipe()).toString()).toBe('one\ntwo\n');
    expect(await text(inputStream(writtenPipe()))).toBe('one\ntwo\n');
  });

  it.each([
    [
      'ids',
      ['sweep', '--ids', 'ids'],
      /^vipmp-conformance: --ids ids cannot be read \(a pipe that nothing writes into/,
    ],
    ['vipmp-deviations.yaml', ['check'], /^vipmp-conformance: vipmp-deviations\.yaml cannot be read \(a pipe that/],
  ])('that nothing writes to, in place of %s, ends a command with one line', async (name, args, complaint) => {
    const { code, stderr } = await runCommand(args, {}, dirname(pipe(name)));
    expect(stderr).toMatch(complaint);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });
});
