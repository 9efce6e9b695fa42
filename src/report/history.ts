import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { jsonIn } from '../exchange/json.js';
import { VERDICTS, type RequirementVerdict } from '../requirements/result.js';
import { writeWhole } from './atomic-write.js';
import { driftKey, driftOf } from './drift.js';
import type { Results, RunVerdict } from './results.js';
import { EXIT_CODES, isViolated, verdictCounts, type VerdictCounts } from './verdict.js';
import { visibleJson } from './visible-text.js';

/** What is kept of one run. */
export interface HistoryEntry {
  run: string;
  target: { name: string; baseUrl: string };
  startedAt: string;
  verdict: RunVerdict;
  counts: VerdictCounts;
  /** The verdicts of the requirements that did not pass, by id. */
  notPassed: Record<string, RequirementVerdict>;
  /** The drift of the run; see `driftKey`. */
  drift: string[];
}

/** The runs of a folder, the oldest first. */
export interface History {
  runs: HistoryEntry[];
  /** Why earlier runs are missing; absent if none are. */
  note?: string;
}

/** What changed since the previous run of the same target: ids of requirements, and keys of drift. */
export interface Changes {
  previous: HistoryEntry;
  newlyFailing: string[];
  newlyPassing: string[];
  newDrift: string[];
}

/** The name of the history in the folder of a report. */
const HISTORY_FILE = 'history.json';
const KEPT_RUNS = 50;

/** Reads the history of a folder. It never throws: the note says what cannot be read. */
export async function readHistory(folder: string): Promise<History> {
  let text: string;
  try {
    text = await readFile(join(folder, HISTORY_FILE), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { runs: [] };
    return { runs: [], note: `The history of earlier runs could not be read and starts over (${message}).` };
  }
  const content = jsonIn(text);
  const entries: unknown = isObject(content) ? content['runs'] : undefined;
  if (!Array.isArray(entries)) return { runs: [], note: 'The history of earlier runs was damaged and starts over.' };
  const runs = entries.filter(isHistoryEntry);
  const damaged = entries.length - runs.length;
  if (damaged === 0) return { runs };
  return { runs, note: `${damaged} of ${entries.length} runs in the history were damaged and left out.` };
}

/**
 * Appends a run to a history and writes it to the folder, the last 50 runs at most.
 *
 * @throws ReportNotWritten if the file cannot be written
 */
export async function writeHistory(folder: string, history: History, results: Results): Promise<void> {
  const runs = [...history.runs, historyEntry(results)].slice(-KEPT_RUNS);
  await writeWhole(join(folder, HISTORY_FILE), `${visibleJson(JSON.stringify({ runs }, null, 1))}\n`);
}

/** What is kept of a run. */
export function historyEntry(results: Results): HistoryEntry {
  const { run, target, startedAt, verdict, requirements } = results;
  return {
    run,
    target,
    startedAt,
    verdict,
    counts: verdictCounts(requirements),
    notPassed: Object.fromEntries(
      requirements.filter(({ verdict }) => verdict !== 'pass').map(({ id, verdict }) => [id, verdict]),
    ),
    drift: driftOf(results).map(driftKey),
  };
}

/** The earlier runs of the target that a run was made on, the oldest first. */
export function runsOfTarget(history: History, { target: { name, baseUrl } }: Results): HistoryEntry[] {
  // These two listen on another port each time.
  const isAnywhere = name === 'embedded' || name === 'gate';
  return history.runs.filter(({ target }) => target.name === name && (isAnywhere || target.baseUrl === baseUrl));
}

/** What changed since the previous run of the same target; absent if there is none. */
export function changesSince(history: History, results: Results): Changes | undefined {
  const previous = runsOfTarget(history, results).at(-1);
  if (previous === undefined) return undefined;
  const current = historyEntry(results);
  const wasViolated = (id: string): boolean => isViolated(previous.notPassed[id]);
  const known = new Set(previous.drift);
  return {
    previous,
    newlyFailing: Object.keys(current.notPassed).filter((id) => isViolated(current.notPassed[id]) && !wasViolated(id)),
    newlyPassing: results.requirements
      .filter(({ id, verdict }) => verdict === 'pass' && wasViolated(id))
      .map(({ id }) => id),
    newDrift: current.drift.filter((key) => !known.has(key)),
  };
}

const KNOWN_VERDICTS: ReadonlySet<unknown> = new Set(VERDICTS);

/** Whether something read from disk is what {@link historyEntry} makes. */
export function isHistoryEntry(value: unknown): value is HistoryEntry {
  if (!isObject(value)) return false;
  const { run, target, startedAt, verdict, counts, notPassed, drift } = value;
  return (
    typeof run === 'string' &&
    typeof startedAt === 'string' &&
    Object.hasOwn(EXIT_CODES, String(verdict)) &&
    isObject(target) &&
    typeof target['name'] === 'string' &&
    typeof target['baseUrl'] === 'string' &&
    isObject(counts) &&
    VERDICTS.every((name) => typeof counts[name] === 'number') &&
    isObject(notPassed) &&
    Object.values(notPassed).every((name) => KNOWN_VERDICTS.has(name)) &&
    Array.isArray(drift) &&
    drift.every((key) => typeof key === 'string')
  );
}
