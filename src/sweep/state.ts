import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { InvalidInput } from '../invalid-input.js';
import type { QueueProgress } from './queue.js';
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
  /** Time spent, waiting between an interruption and its resumption left out. */
  durationMs: number;
  shard?: Shard;
  /** How many ids the list has. */
  total: number;
  progress: QueueProgress;
  /** How much of findings.ndjson belongs to the sums, in bytes. */
  findingsBytes: number;
  sums: Sums;
  /** Why it ended before it was done, redacted; absent where it is done or still at work. */
  obstacle?: string;
  /** Whether every customer of the list is done with. */
  complete: boolean;
}

/** The name of the state in the folder of a sweep. */
export const STATE_FILE = 'sweep-state.json';
/** The name of the findings in the folder of a sweep. */
export const FINDINGS_FILE = 'findings.ndjson';

const FORMAT = 1;

/** The state of a sweep that has done nothing yet. */
export function freshState(
  about: Pick<SweepState, 'run' | 'target' | 'startedAt' | 'total' | 'shard'>,
  sums: Sums,
): SweepState {
  const progress = { looked: 0, pending: [], check: '' };
  return { format: FORMAT, ...about, durationMs: 0, progress, findingsBytes: 0, sums, complete: false };
}

/**
 * The state that a sweep left in a folder; absent where there is none.
 *
 * @param option the option that names the folder, for complaints
 * @throws InvalidInput where it cannot be read or is not what this version writes
 */
export function readState(folder: string, option: string): SweepState | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, STATE_FILE), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new InvalidInput(`${option}: ${STATE_FILE} cannot be read (${code ?? 'unknown'}): make it a readable file`);
  }
  const state = parsed(text);
  if (isState(state)) return state;
  throw new InvalidInput(`${option}: ${STATE_FILE} is damaged, or of another version: remove it and sweep anew`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isState(value: unknown): value is SweepState {
  if (!isObject(value) || value['format'] !== FORMAT) return false;
  const { target, progress, sums, findingsBytes, total } = value;
  return (
    isObject(target) &&
    isObject(progress) &&
    Array.isArray(progress['pending']) &&
    isObject(sums) &&
    isObject(sums['portfolio']) &&
    Array.isArray(sums['tallies']) &&
    typeof findingsBytes === 'number' &&
    typeof total === 'number'
  );
}
