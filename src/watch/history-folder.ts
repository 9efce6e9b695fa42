import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { defined } from '../defined.js';
import { isObject } from '../exchange/body.js';
import { readInputFile } from '../input-file.js';
import { writeWhole } from '../report/atomic-write.js';
import { isHistoryEntry, type HistoryEntry } from '../report/history.js';
import { isPortfolioFile } from '../report/portfolio-files.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import { visibleJson } from '../report/visible-text.js';

/** The parts of a watch: a check, and a sweep of a sample if there are ids. */
export type Part = 'check' | 'sweep';

/** The history entry of one watch. */
export interface WatchEntry {
  /** ISO 8601. */
  startedAt: string;
  target: { name: string; baseUrl: string };
  exitCode: number;
  parts: Partial<Record<Part, HistoryEntry>>;
  /** The requirements whose documentation changed since its last review; absent if it was not read. */
  documentation?: readonly string[];
}

/** The watches of one target, oldest first. */
export interface WatchHistory {
  entries: WatchEntry[];
  /** The portfolio of the last sweep; absent if there is none. */
  portfolioFile?: string;
  /** Files that are damaged or not history files; they are ignored. */
  unread: string[];
}

/** A year of daily runs, at a few kilobytes each. */
const KEPT_ENTRIES = 365;
/** The last one, to compare with, and one more in case a run is interrupted. */
const KEPT_PORTFOLIOS = 2;

/** The file names of one target; the timestamp in a name makes their order chronological. */
function namesOf(target: string): { entry: RegExp; portfolio: RegExp } {
  const stem = `^${target}-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z`;
  return { entry: new RegExp(`${stem}\\.json$`), portfolio: new RegExp(`${stem}\\.portfolio\\.json$`) };
}

/** Reads the watches of a target from a folder, which may be missing. */
export function readWatchHistory(folder: string, target: WatchEntry['target']): WatchHistory {
  const names = namesIn(folder);
  const { entry: pattern, portfolio } = namesOf(target.name);
  const unread: string[] = [];
  const entries = names
    .filter((name) => pattern.test(name))
    .flatMap((name) => {
      const entry = entryIn(join(folder, name));
      if (entry === undefined) unread.push(name);
      // The embedded target has a different port each time.
      const isOther = target.name !== 'embedded' && entry?.target.baseUrl !== target.baseUrl;
      return entry === undefined || isOther ? [] : entry;
    });
  const last = names.findLast((name) => {
    if (!portfolio.test(name)) return false;
    const value = parsedFile(join(folder, name));
    if (!isPortfolioFile(value)) unread.push(name);
    return isPortfolioFile(value) && (target.name === 'embedded' || value.target.baseUrl === target.baseUrl);
  });
  return defined({ entries, unread, portfolioFile: last && join(folder, last) });
}

/**
 * Adds a watch to a folder, and deletes the oldest if there are too many.
 *
 * @param portfolio the text of its portfolio.json; undefined if no sweep was completed
 * @throws ReportNotWritten if the folder cannot be written to
 */
export async function keepWatch(folder: string, entry: WatchEntry, portfolio: string | undefined): Promise<void> {
  const stem = join(folder, `${entry.target.name}-${entry.startedAt.replace(/[:.]/g, '-')}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ReportNotWritten(folder, error);
  }
  if (portfolio !== undefined) await writeWhole(`${stem}.portfolio.json`, portfolio);
  await writeWhole(`${stem}.json`, `${visibleJson(JSON.stringify(entry, null, 1))}\n`);
  const names = namesOf(entry.target.name);
  await forget(folder, names.entry, KEPT_ENTRIES);
  await forget(folder, names.portfolio, KEPT_PORTFOLIOS);
}

async function forget(folder: string, pattern: RegExp, kept: number): Promise<void> {
  const names = namesIn(folder).filter((name) => pattern.test(name));
  for (const name of names.slice(0, -kept)) await rm(join(folder, name), { force: true });
}

/** The files of a folder, sorted by name and thus by time. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function entryIn(file: string): WatchEntry | undefined {
  const value = parsedFile(file);
  return isEntry(value) ? value : undefined;
}

function parsedFile(file: string): unknown {
  try {
    return JSON.parse(readInputFile(file).toString());
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is WatchEntry {
  if (!isObject(value) || !isObject(value['target']) || !isObject(value['parts'])) return false;
  const { startedAt, target, exitCode, parts } = value;
  return (
    typeof startedAt === 'string' &&
    typeof exitCode === 'number' &&
    typeof target['name'] === 'string' &&
    Object.values(parts).every(isHistoryEntry)
  );
}
