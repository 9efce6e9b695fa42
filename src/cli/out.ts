import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { writeWhole } from '../report/atomic-write.js';
import { lockFolder } from '../report/folder-lock.js';
import { ReportNotWritten } from '../report/report-not-written.js';

/** The files of a report; other files in the folder are left alone. */
const FILES = [
  ...['index.html', 'results.json', 'junit.xml', 'summary.md', 'exchanges.har', 'history.json'],
  // Only a sweep writes these.
  ...['findings.ndjson', 'sweep-state.json', 'portfolio.json', 'fields.csv', 'values.csv', 'violations.csv'],
  'unjudged.csv',
];
// A running gate keeps its certificates in `trust`.
const FOLDERS = ['playwright', 'trust'];

/**
 * Creates the folder for results, readable by its owner alone, checks that it is writable, and locks it until this
 * process ends.
 *
 * @param command names this run in the error of a second one, such as `sweep`
 * @param option the option that names the folder
 * @throws InvalidInput if it cannot be written to, or another run uses it
 */
export function prepareOut(out: string, command: string, option = '--out'): void {
  try {
    makeFolder(out, 0o700);
    lockFolder(out, command, option);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw new InvalidInput(`${option} ${out} cannot be written to (${errorCode(error)}): name a folder that can`);
  }
  for (const name of [...FILES, ...FOLDERS]) {
    const status = lstatSync(join(out, name), { throwIfNoEntry: false });
    const wanted = FOLDERS.includes(name) ? 'folder' : 'file';
    if (status === undefined || (wanted === 'folder' ? status.isDirectory() : status.isFile())) continue;
    const found = status.isSymbolicLink() ? 'is a link' : `is not a ${wanted}`;
    throw new InvalidInput(`${option} ${out} contains ${name}, which ${found}: remove it, or name another folder`);
  }
}

/** Creates a folder and its parents one by one; Node.s `recursive` option can hang on a path that cannot exist. */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), mode);
  mkdirSync(folder, { recursive: false, mode });
}

/**
 * The folder in an option.
 *
 * @throws InvalidInput if the option is empty, for example from an unset shell variable
 */
export function outOption<T extends string | undefined>(value: T, option = '--out'): T {
  if (value?.trim() === '') throw new InvalidInput(`${option} is empty: name a folder, or leave the option out`);
  return value;
}

/**
 * Writes the file in `--out`, and creates its folder if it is missing.
 *
 * @param mode the file's permissions; by default, only its owner can read it
 * @throws InvalidInput if it cannot be written
 */
export async function writeOutFile(file: string, text: string, mode?: number): Promise<void> {
  if (file.trim() === '') throw new InvalidInput('--out is empty: name a file, or leave the option out');
  try {
    makeFolder(dirname(file), 0o777);
    await writeWhole(file, text, mode);
  } catch (error) {
    throw notWritable(file, error instanceof ReportNotWritten ? error.cause : error);
  }
}

/** The error for a file in `--out` that cannot be written. */
export function notWritable(file: string, error: unknown): InvalidInput {
  return new InvalidInput(`--out ${file} cannot be written (${errorCode(error)}): name a file in a writable folder`);
}
