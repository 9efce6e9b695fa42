import { randomUUID } from 'node:crypto';
import {
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { jsonIn } from '../exchange/json.js';
import { errorCode, InvalidInput } from '../invalid-input.js';

/** The file that says which run uses a folder. */
export const LOCK_FILE = '.lock';

/** The run that uses a folder, as its lock names it. */
interface Holder {
  id: string;
  command: string;
  pid: number;
  /** When the process started, in the units of its system: another process may get the same number later. */
  processStart: string;
  /** The machine or container whose process numbers these are. */
  place: string;
  /** ISO 8601. */
  startedAt: string;
}

/** How often a lock is renewed, and when one from another machine counts as abandoned, in milliseconds. */
const RENEWAL_MS = 10_000;
const ABANDONED_MS = 120_000;

/** Attempts to read a lock that is being written, or to take over one while other runs try the same. */
const ATTEMPTS = 10;

/**
 * Reserves a folder for this run until its process ends. A lock whose process is gone is taken over.
 *
 * @param folder exists already
 * @param command names the run for a second one, such as `sweep`
 * @param option the option that names the folder, for complaints
 * @returns releases the folder early; calling it twice does no harm
 * @throws InvalidInput naming the run that uses the folder
 */
export function lockFolder(folder: string, command: string, option = '--out'): () => void {
  const file = join(folder, LOCK_FILE);
  const own: Holder = {
    id: randomUUID(),
    command,
    pid: process.pid,
    processStart: processStart(process.pid),
    place: place(),
    startedAt: new Date().toISOString(),
  };
  for (let attempt = 1; !created(file, own); attempt += 1) {
    const holder = holderOf(file);
    if (attempt === ATTEMPTS) throw new InvalidInput(complaint(`${option} ${folder}`, file, holder));
    if (holder === 'gone') continue;
    if (isAbandoned(holder, file)) setAside(file, holder);
    else if (holder !== 'unknown') throw new InvalidInput(complaint(`${option} ${folder}`, file, holder));
  }
  return keptUntilTheEnd(file, own);
}

/** Makes the lock; false if there is one. */
function created(file: string, own: Holder): boolean {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    // On a full disk no run can write anything that another one would mix with its own.
    if (isCode(error, 'ENOSPC', 'EDQUOT')) return true;
    throw error;
  }
}

/** Who holds a lock: `gone` if it was released meanwhile, `unknown` if the file does not say. */
function holderOf(file: string): Holder | 'gone' | 'unknown' {
  try {
    // A link in its place is not followed, and a pipe is not waited for.
    const value = lstatSync(file).isFile() ? jsonIn(readFileSync(file, 'utf8')) : undefined;
    return isHolder(value) ? value : 'unknown';
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'gone' : 'unknown';
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    isObject(value) &&
    ['id', 'command', 'processStart', 'place', 'startedAt'].every((name) => typeof value[name] === 'string') &&
    Number.isSafeInteger(value['pid']) &&
    Number(value['pid']) > 0
  );
}

function isAbandoned(holder: Holder | 'unknown', file: string): boolean {
  if (holder !== 'unknown' && holder.place === place()) {
    return !isAlive(holder.pid) || processStart(holder.pid) !== holder.processStart;
  }
  const status = lstatSync(file, { throwIfNoEntry: false });
  return status !== undefined && status.isFile() && Date.now() - status.mtimeMs > ABANDONED_MS;
}

/** Removes an abandoned lock, unless another run was faster and has already replaced it. */
function setAside(file: string, holder: Holder | 'unknown'): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    const found = holderOf(aside);
    if (found !== 'gone' && idOf(found) !== idOf(holder)) linkSync(aside, file);
  } catch (error) {
    if (!isCode(error, 'ENOENT') && !isCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function idOf(holder: Holder | 'gone' | 'unknown'): string {
  return typeof holder === 'object' ? holder.id : holder;
}

/** Renews a lock until the process ends or the returned function is called. */
function keptUntilTheEnd(file: string, own: Holder): () => void {
  const isOwn = (): boolean => idOf(holderOf(file)) === own.id;
  const timer = setInterval(() => {
    const now = new Date();
    try {
      if (isOwn()) utimesSync(file, now, now);
    } catch {
      // The folder is gone or read-only now; the next write to it reports that.
    }
  }, RENEWAL_MS).unref();
  const release = (): void => {
    clearInterval(timer);
    process.off('exit', release);
    try {
      if (isOwn()) rmSync(file, { force: true });
    } catch {
      // A lock that stays is taken over when this process is gone.
    }
  };
  process.on('exit', release);
  return release;
}

function complaint(named: string, file: string, holder: Holder | 'gone' | 'unknown'): string {
  if (typeof holder === 'string') {
    return `${named} is in use, but ${file} does not say by which run: name another folder, or remove the file if no run uses it`;
  }
  const elsewhere = holder.place === place() ? '' : ' on another machine';
  const run = `${holder.command} (process ${holder.pid}${elsewhere}, started ${holder.startedAt})`;
  return `${named} is in use by ${run}: wait until it ends, or name another folder`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** When a process started, which differs if its number is used again; empty if the system does not say. */
function processStart(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may hold spaces and parentheses itself.
    return fields.slice(fields.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Names the machine since its last start and, in a container, its process numbers. */
function place(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
    return [hostname(), boot, readlinkSync('/proc/self/ns/pid')].join(' ');
  } catch {
    return hostname();
  }
}

function isCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes(errorCode(error));
}
