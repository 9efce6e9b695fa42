import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defined } from '../defined.js';
import { InvalidInput } from '../invalid-input.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import { checkFindings, FINDINGS_FILE, freshState, isSameTarget, readState, type SweepState } from './state.js';
import { Summation } from './sums.js';

/** The state of a sweep and its folder. */
export interface SweptFolder {
  folder: string;
  state: SweepState;
}

/**
 * The sweeps of several folders.
 *
 * @throws InvalidInput if a folder holds none, or they do not go together
 */
export function sweptFolders(folders: readonly string[]): SweptFolder[] {
  const swept = folders.map((folder) => {
    const state = readState(folder, `merge ${folder}`);
    if (state === undefined)
      throw new InvalidInput(`merge ${folder}: there is no sweep: name a folder that sweep wrote`);
    checkFindings(folder, state.findingsBytes, `merge ${folder}`);
    return { folder, state };
  });
  const [first, ...others] = swept;
  if (first === undefined) throw new InvalidInput('merge has no folders: name those that the shards of a sweep wrote');
  for (const other of others) {
    const difference = differenceOf(first.state, other.state);
    if (difference === undefined) continue;
    throw new InvalidInput(
      `merge ${other.folder}: it has another ${difference} than ${first.folder}: merge what belongs together`,
    );
  }
  const seen = new Map<string, string>();
  for (const { folder, state } of swept) {
    const names = [state.run, ...(state.shard === undefined ? [] : [`shard ${state.shard.index}`])];
    const twin = names.map((name) => seen.get(name)).find((known) => known !== undefined);
    if (twin !== undefined) throw new InvalidInput(`merge ${folder}: it is the same as ${twin}: name each shard once`);
    for (const name of names) seen.set(name, folder);
  }
  return swept;
}

function differenceOf(a: SweepState, b: SweepState): string | undefined {
  if (!isSameTarget(a.target, b.target)) return 'target';
  if (a.shard?.count !== b.shard?.count) return 'number of shards';
  if (a.shard === undefined) return undefined;
  // If both have seen the whole list, they show whether it was the same.
  const bothSawAll = a.progress.looked === a.total && b.progress.looked === b.total;
  return a.total !== b.total || (bothSawAll && a.progress.check !== b.progress.check) ? 'list of ids' : undefined;
}

/**
 * The state of several sweeps as that of one.
 *
 * @throws Error if there are none
 */
export function mergedState(swept: readonly SweptFolder[]): SweepState {
  const states = swept.map(({ state }) => state);
  const [first] = states;
  if (first === undefined) throw new Error('nothing to merge');
  const summation = new Summation();
  for (const { sums } of states) summation.merge(sums);
  const count = first.shard?.count;
  const total = count === undefined ? states.reduce((sum, state) => sum + state.total, 0) : first.total;
  const startedAt = states.map((state) => state.startedAt).sort()[0] ?? first.startedAt;
  const obstacle = obstacleOf(states, count);
  return defined({
    ...freshState({ run: randomUUID(), target: first.target, startedAt, total }, summation.sums),
    durationMs: Math.max(...states.map(({ durationMs }) => durationMs)),
    complete: obstacle === undefined,
    obstacle,
  });
}

/** Why the shards are incomplete; absent if they are complete. */
function obstacleOf(states: readonly SweepState[], count: number | undefined): string | undefined {
  const unfinished = states.find(({ complete }) => !complete);
  const missing = count === undefined ? 0 : count - states.length;
  if (missing > 0) return `${missing} of ${count ?? 0} shards are missing.`;
  if (unfinished === undefined) return undefined;
  const name = unfinished.shard === undefined ? 'A sweep' : `Shard ${unfinished.shard.index}`;
  return `${name} did not end: ${unfinished.obstacle ?? 'it was interrupted.'}`;
}

/**
 * Writes the findings of several sweeps as those of one.
 *
 * @throws ReportNotWritten if that cannot be done
 */
export async function mergeFindings(swept: readonly SweptFolder[], out: string): Promise<void> {
  const target = join(out, FINDINGS_FILE);
  const temporary = `${target}.${randomUUID()}.tmp`;
  try {
    await pipeline(
      async function* () {
        for (const { folder, state } of swept) {
          if (state.findingsBytes > 0)
            yield* createReadStream(join(folder, FINDINGS_FILE), { end: state.findingsBytes - 1 });
        }
      },
      createWriteStream(temporary, { flags: 'wx', mode: 0o600 }),
    );
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new ReportNotWritten(target, error);
  }
}
