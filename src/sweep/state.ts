import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { jsonIn } from '../exchange/json.js';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { visibleJson } from '../report/visible-text.js';
import { NO_PROGRESS, type QueueProgress } from './queue.js';
import type { Shard } from './shard.js';
import type { Sums } from './sums.js';

/** Everything that a sweep knows: enough to go on after an interruption, to report, and to merge shards. */
export interface SweepState {
  format: typeof FORMAT;
  /** Names the sweep. */
  run: string;
  target: { name: string; baseUrl: string };
  /** ISO 8601. */
  startedAt: string;
  /** Time spent, without the time between an interruption and its resumption. */
  durationMs: number;
  shard?: Shard;
  /** How many ids the list has. */
  total: number;
  progress: QueueProgress;
  /** How much of findings.ndjson belongs to the sums, in bytes. */
  findingsBytes: number;
  sums: Sums;
  /** Why it ended early, redacted; absent if it is done or still running. */
  obstacle?: string;
  /** Whether every customer of the list is done. */
  complete: boolean;
}

/** Whether two sweeps are of the same target; the embedded one listens on another port each time. */
export function isSameTarget(a: SweepState['target'], b: SweepState['target']): boolean {
  return a.name === b.name && (a.name === 'embedded' || a.baseUrl === b.baseUrl);
}

/** The name of the state in the folder of a sweep. */
export const STATE_FILE = 'sweep-state.json';
/** The name of the findings in the folder of a sweep. */
export const FINDINGS_FILE = 'findings.ndjson';

const FORMAT = 3;

/** The state of a sweep that has done nothing yet. */
export function freshState(
  about: Pick<SweepState, 'run' | 'target' | 'startedAt' | 'total' | 'shard'>,
  sums: Sums,
): SweepState {
  return { format: FORMAT, ...about, durationMs: 0, progress: NO_PROGRESS, findingsBytes: 0, sums, complete: false };
}

/**
 * The state that a sweep left in a folder; absent if there is none.
 *
 * @param option the option that names the folder, for complaints
 * @throws InvalidInput if it cannot be read or is not what this version writes
 */
export function readState(folder: string, option: string): SweepState | undefined {
  let text: string;
  try {
    text = readInputFile(join(folder, STATE_FILE)).toString();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new InvalidInput(`${option}: ${STATE_FILE} cannot be read (${code}): make it a readable file`);
  }
  const state = stateIn(text);
  if (state !== undefined) return state;
  throw new InvalidInput(
    `${option}: ${STATE_FILE} is damaged, or of another version: remove it and sweep again from the start`,
  );
}

/**
 * Checks that the findings that belong to a state are there.
 *
 * @param option the option that names the folder, for complaints
 * @throws InvalidInput if they are not, or not all of them
 */
export function checkFindings(folder: string, bytes: number, option: string): void {
  const size = statSync(join(folder, FINDINGS_FILE), { throwIfNoEntry: false })?.size ?? 0;
  if (size >= bytes) return;
  throw new InvalidInput(`${option}: ${FINDINGS_FILE} is shorter than ${STATE_FILE} says: sweep again from the start`);
}

/** A state as JSON, with a digest that reveals any damage. */
export function stateText(state: SweepState): string {
  return visibleJson(JSON.stringify({ ...state, digest: digestOf(state) }));
}

function stateIn(text: string): SweepState | undefined {
  const value = jsonIn(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { digest, ...state } = value;
  return digest === digestOf(state) ? (state as unknown as SweepState) : undefined;
}

function digestOf(state: object): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('hex');
}
