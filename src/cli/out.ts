import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InvalidInput } from '../invalid-input.js';

/** What a report is made of; whatever else lies in the folder is left alone. */
const FILES = [
  ...['index.html', 'results.json', 'junit.xml', 'summary.md', 'history.json'],
  // Those of a sweep.
  ...['findings.ndjson', 'sweep-state.json', 'portfolio.json', 'fields.csv', 'values.csv', 'violations.csv'],
];
const FOLDERS = ['playwright'];

/**
 * Makes the folder for results and sees that it can be written to.
 *
 * @throws InvalidInput where it cannot
 */
export function prepareOut(out: string): void {
  const probe = join(out, `.writable-${process.pid}`);
  try {
    makeFolder(out);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InvalidInput(`--out ${out} cannot be written to (${code ?? 'unknown'}): name a folder that can`);
  }
  for (const name of [...FILES, ...FOLDERS]) {
    const path = join(out, name);
    const wanted = FOLDERS.includes(name) ? 'folder' : 'file';
    if (!existsSync(path) || statSync(path).isDirectory() === (wanted === 'folder')) continue;
    throw new InvalidInput(`--out ${out} holds something called ${name} that is no ${wanted}: name another folder`);
  }
}

/** Makes a folder and those above it, one by one: Node's own way never ends where the system has no such file. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { recursive: false });
}

/**
 * The folder that an option names.
 *
 * @throws InvalidInput where the option is empty, as a variable that nobody set makes it
 */
export function outOption<T extends string | undefined>(value: T, option = '--out'): T {
  if (value?.trim() === '') throw new InvalidInput(`${option} is empty: name a folder, or leave the option out`);
  return value;
}
