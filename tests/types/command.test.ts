import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { typesCommand } from '../../src/cli/types.js';
import { contractVersion } from '../../src/generated/schema-facts.js';
import { InvalidInput } from '../../src/invalid-input.js';

const run = (...args: string[]): Promise<unknown> => typesCommand().exitOverride().parseAsync(args, { from: 'user' });

const folder = mkdtempSync(join(tmpdir(), 'vipmp-types-'));
const complaint = vi.spyOn(console, 'error').mockReturnValue();
beforeEach(() => {
  process.exitCode = undefined;
  complaint.mockClear();
});
afterEach(() => {
  process.exitCode = undefined;
});

async function exitCodeOfCheck(file: string): Promise<unknown> {
  await run('--check', file);
  return process.exitCode;
}

describe('types', () => {
  it('writes to standard output, with the version of the contract in the head', async () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    await run();
    const text = String(out.mock.calls[0]?.[0]);
    out.mockRestore();
    expect(text.split('\n', 3).join('\n')).toContain(contractVersion);
    expect(text).toMatch(/^\/\*\* The account of one customer.*\*\/\nexport type Customer =/m);
    for (const name of ['LinkedMembership', 'Benefit', 'ErrorResponse']) {
      expect(text).toContain(`export type ${name} =`);
    }
  });

  it('--out writes a file that --check accepts, and leaves nothing else behind', async () => {
    mkdirSync(join(folder, 'out'));
    const file = join(folder, 'out', 'contract.d.ts');
    await run('--out', file);
    await expect(exitCodeOfCheck(file)).resolves.toBe(0);
    expect(readdirSync(join(folder, 'out'))).toEqual(['contract.d.ts']);
  });

  it('--check accepts a file whose lines end as on Windows', async () => {
    const file = join(folder, 'windows.d.ts');
    await run('--out', file);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    await expect(exitCodeOfCheck(file)).resolves.toBe(0);
  });

  it('--check is 1 and one line for a stale file', async () => {
    const file = join(folder, 'stale.d.ts');
    await run('--out', file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('address?:', 'address:'));
    await expect(exitCodeOfCheck(file)).resolves.toBe(1);
    expect(complaint.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^vipmp-conformance: .*stale\.d\.ts does not match contract .*: run vipmp-conformance types --out .*$/,
        ),
      ],
    ]);
  });

  it('--check is 1 and one line for a missing file', async () => {
    await expect(exitCodeOfCheck(join(folder, 'missing.d.ts'))).resolves.toBe(1);
    expect(complaint.mock.calls).toEqual([
      [expect.stringMatching(/^vipmp-conformance: .*missing\.d\.ts does not exist/)],
    ]);
  });

  it.each([
    ['--out below a file', ['--out', join(folder, 'stale.d.ts', 'x.ts')], 'ENOTDIR'],
    ['--out over a folder', ['--out', folder], 'EISDIR'],
    ['--check of a folder', ['--check', folder], 'EISDIR'],
  ])('%s is a wrong call', async (_, args, code) => {
    const error: unknown = await run(...args).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(InvalidInput);
    expect((error as Error).message).toContain(`(${code})`);
    expect((error as Error).message).not.toContain('\n');
  });

  it('--out and --check together are a wrong call', async () => {
    const command = typesCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined });
    await expect(command.parseAsync(['--out', 'a', '--check', 'b'], { from: 'user' })).rejects.toThrow(
      'cannot be used',
    );
  });
});
