import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReportNotWritten } from '../../../src/report/report-not-written.js';
import { writeReport } from '../../../src/report/write.js';
import { failingResults, sampleResults } from './sample-results.js';

const FILES = ['exchanges.har', 'history.json', 'index.html', 'junit.xml', 'results.json', 'summary.md'];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vipmp-report-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function read(...path: string[]): Promise<string> {
  return readFile(join(folder, ...path), 'utf8');
}

describe('writeReport', () => {
  it('writes every file, and leaves nothing else behind', async () => {
    await writeReport(join(folder, 'a', 'b'), failingResults());
    expect((await readdir(join(folder, 'a', 'b'))).sort()).toEqual(FILES);
    expect(JSON.parse(await read('a', 'b', 'results.json'))).toEqual(JSON.parse(JSON.stringify(failingResults())));
    expect(await read('a', 'b', 'index.html')).toMatch(/^<!doctype html>/);
  });

  it('says in the report what changed since the run before', async () => {
    await writeReport(folder, sampleResults());
    await writeReport(folder, failingResults());
    expect(await read('index.html')).toContain('Newly violated');
  });

  it('ignores a damaged history, and says so', async () => {
    await writeFile(join(folder, 'history.json'), '{"runs":');
    await writeReport(folder, sampleResults());
    expect(await read('index.html')).toContain('was damaged and starts over');
    expect((JSON.parse(await read('history.json')) as { runs: unknown[] }).runs).toHaveLength(1);
  });

  it('lets two concurrent runs write complete files to one folder', async () => {
    await Promise.all([writeReport(folder, sampleResults()), writeReport(folder, failingResults())]);
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(['pass', 'fail']).toContain((JSON.parse(await read('results.json')) as { verdict: string }).verdict);
  });

  it('makes folders and files that only their owner can read', async () => {
    await writeReport(join(folder, 'a', 'b'), sampleResults());
    const mode = async (...path: string[]) => ((await stat(join(folder, ...path))).mode & 0o777).toString(8);
    expect(await Promise.all([mode('a'), mode('a', 'b')])).toEqual(['700', '700']);
    expect(await Promise.all(FILES.map((name) => mode('a', 'b', name)))).toEqual(FILES.map(() => '600'));
  });

  it('replaces a link instead of writing to where it leads', async () => {
    await writeFile(join(folder, 'precious'), 'mine');
    await symlink(join(folder, 'precious'), join(folder, 'index.html'));
    await writeReport(folder, sampleResults());
    expect(await read('precious')).toBe('mine');
    expect(await read('index.html')).toMatch(/^<!doctype html>/);
  });

  it('names the folder if it cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const failed = writeReport(join(folder, 'file', 'reports'), sampleResults());
    await expect(failed).rejects.toThrow(ReportNotWritten);
    await expect(failed).rejects.toThrow(/reports could not be written: .*name another folder with --out/);
  });

  it('leaves no results of an earlier run if the new report is incomplete', async () => {
    await writeReport(folder, sampleResults());
    await rm(join(folder, 'junit.xml'));
    // A folder in the place of the file makes renaming fail, as a full disk would.
    await writeReport(join(folder, 'junit.xml', 'x'), sampleResults());
    await expect(writeReport(folder, failingResults())).rejects.toThrow(/junit\.xml could not be written/);
    expect(await readdir(folder)).not.toContain('results.json');
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('ReportNotWritten', () => {
  it.each([
    ['ENOSPC', 'the disk is full: free some space or name another folder with --out (ENOSPC)'],
    ['EACCES', 'permission is denied: make it writable or name another folder with --out (EACCES)'],
  ])('says what %s means and what to do', (code, words) => {
    const cause = Object.assign(new Error(code), { code });
    expect(new ReportNotWritten('reports/x/index.html', cause).message).toBe(
      `reports/x/index.html could not be written: ${words}`,
    );
  });

  it('passes unknown errors on', () => {
    expect(new ReportNotWritten('f', new Error('odd')).message).toBe('f could not be written: odd');
  });
});
