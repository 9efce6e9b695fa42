/**
 * Makes sure that the browser tests have a Chromium: the one in CHROMIUM or on the system, else Playwright's, else one
 * from Debian's package manager. Prints its path; if there is none, says in one line what is missing, and exits 1.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The path of a Chromium; undefined if there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : undefined;
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** Whether Playwright's own Chromium is installed. */
async function hasPlaywrightsOwn(): Promise<boolean> {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath());
}

function succeeds(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function installFromPackages(): boolean {
  const aptGet = (...args: string[]): boolean =>
    process.getuid?.() === 0 ? succeeds('apt-get', ...args) : succeeds('sudo', '-n', 'apt-get', ...args);
  return aptGet('update') && aptGet('install', '-y', 'chromium');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const named = (process.env['CHROMIUM'] ?? '') !== '';
  const found = async (): Promise<boolean> => findChromium() !== undefined || (!named && (await hasPlaywrightsOwn()));
  if (!named && !(await found())) {
    console.log('Chromium is missing; installing it for the browser tests');
    if (!succeeds('npx', 'playwright', 'install', 'chromium')) installFromPackages();
  }
  if (!(await found())) {
    console.error('npm test needs Chromium: install it, or set CHROMIUM to the path of one');
    process.exitCode = 1;
  }
}
