import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../src/invalid-input.js';
import { LOCK_FILE, lockFolder } from '../../../src/report/folder-lock.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vipmp-lock-'));
  file = join(folder, LOCK_FILE);
});

/** The lock of a run, changed as a test needs it. */
function lockWith(change: object): void {
  const release = lockFolder(folder, 'sweep');
  const lock = JSON.parse(readFileSync(file, 'utf8')) as object;
  release();
  writeFileSync(file, JSON.stringify({ ...lock, ...change }));
}

/** A number beyond the largest that a system gives to a process. */
const GONE_PROCESS = 2 ** 22 + 1;

describe('the lock of a folder', () => {
  it('refuses a second run, and names the first', () => {
    lockFolder(folder, 'sweep');
    const second = (): unknown => lockFolder(folder, 'check');
    expect(second).toThrow(InvalidInput);
    expect(second).toThrow(
      new RegExp(`^--out ${folder} is in use by sweep \\(process ${process.pid}, started 20[^)]*\\): wait`),
    );
  });

  it('is readable by its owner alone, and leaves nothing behind when released', () => {
    const release = lockFolder(folder, 'sweep');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
    release();
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is taken over from a process that is gone', () => {
    lockWith({ pid: GONE_PROCESS });
    lockFolder(folder, 'check');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ command: 'check', pid: process.pid });
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
  });

  it('is taken over if another process has the number now', () => {
    lockWith({ processStart: '1' });
    lockFolder(folder, 'check');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ command: 'check' });
  });

  it('of another machine counts until it has not been renewed for two minutes', () => {
    lockWith({ place: 'elsewhere' });
    expect(() => lockFolder(folder, 'check')).toThrow(/on another machine/);
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(file, old, old);
    lockFolder(folder, 'check');
  });

  it('that is damaged counts as long', () => {
    writeFileSync(file, '{"pid":');
    expect(() => lockFolder(folder, 'check')).toThrow(/does not say by which run: name another folder/);
    const old = new Date(Date.now() - 3_600_000);
    utimesSync(file, old, old);
    lockFolder(folder, 'check');
  });

  it.each<[what: string, make: () => void]>([
    ['a link', () => symlinkSync('/dev/zero', file)],
    ['a folder', () => mkdirSync(file)],
  ])('that is %s is neither followed nor removed', (_what, make) => {
    make();
    expect(() => lockFolder(folder, 'check')).toThrow(/\.lock does not say/);
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
  });

  it('of another run is kept when a run that lost it ends', () => {
    const release = lockFolder(folder, 'check');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), id: 'other' }));
    release();
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
  });
});
