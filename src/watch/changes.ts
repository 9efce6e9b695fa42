import type { PortfolioChange } from '../portfolio/compare.js';
import type { HistoryEntry } from '../report/history.js';
import type { RunVerdict } from '../report/results.js';
import type { Part, WatchEntry } from './history-folder.js';

/** A requirement that is violated in some runs and not in others. */
export interface Flipping {
  id: string;
  /** In how many of the last runs that judged it it was violated. */
  violated: number;
  of: number;
}

/** A requirement that is violated and was so before. */
export interface Broken {
  id: string;
  /** Since when, without a pass in between; ISO 8601. */
  since: string;
  runs: number;
}

/** What changed in one part of a watch since it was last judged. */
export interface PartChanges {
  part: Part;
  /** Absent where the verdict is that of the last run. */
  verdict?: { before: RunVerdict | undefined; now: RunVerdict };
  newlyViolated: string[];
  newlyPassing: string[];
  /** Requirements that changed now as they often do. */
  flipping: Flipping[];
  newDrift: string[];
  /** What moved in the numbers of a sweep. */
  portfolio: PortfolioChange[];
  /** No change, but what to know with the others. */
  stillViolated: Broken[];
}

/** Runs that are looked at to tell what flips. */
const LOOKED_AT = 10;
/** So many changes within these runs, and a requirement flips. */
const FLIPS = 3;

/**
 * What changed since the earlier watches of the same target. A run in which a requirement could not be judged
 * says nothing about it: it is compared with the last that could.
 *
 * @param earlier the oldest first
 * @param portfolio what moved in the numbers of the sweep
 */
export function changesIn(
  earlier: readonly WatchEntry[],
  now: WatchEntry,
  portfolio: readonly PortfolioChange[],
): PartChanges[] {
  return (['check', 'sweep'] as const).flatMap((part) => {
    const current = now.parts[part];
    if (current === undefined) return [];
    const before = earlier.flatMap(({ parts }) => parts[part] ?? []);
    return [changesOf(part, before, current, part === 'sweep' ? portfolio : [])];
  });
}

/** Whether anything changed at all. */
export function isNews(changes: PartChanges): boolean {
  const { verdict, newlyViolated, newlyPassing, flipping, newDrift, portfolio } = changes;
  return (
    verdict !== undefined ||
    [newlyViolated, newlyPassing, flipping, newDrift, portfolio].some((list) => list.length > 0)
  );
}

function changesOf(
  part: Part,
  before: readonly HistoryEntry[],
  now: HistoryEntry,
  portfolio: readonly PortfolioChange[],
): PartChanges {
  const runs = [...before, now];
  const ids = new Set(runs.slice(-LOOKED_AT).flatMap(({ notPassed }) => Object.keys(notPassed)));
  const changes: PartChanges = {
    part,
    newlyViolated: [],
    newlyPassing: [],
    flipping: [],
    newDrift: now.drift.filter((key) => !before.some(({ drift }) => drift.includes(key))),
    portfolio: [...portfolio],
    stillViolated: [],
  };
  const last = before.at(-1)?.verdict;
  if (last !== now.verdict && !(last === undefined && now.verdict === 'pass')) {
    changes.verdict = { before: last, now: now.verdict };
  }
  for (const id of ids) note(id, runs, changes);
  return changes;
}

/** Puts a requirement where it belongs. */
function note(id: string, runs: readonly HistoryEntry[], changes: PartChanges): void {
  if (stateIn(runs.at(-1), id) === undefined) return;
  const judged = runs.filter((run) => stateIn(run, id) !== undefined);
  const states = judged.map((run) => stateIn(run, id));
  const now = states.at(-1);
  const before = states.at(-2);
  if (now === before) {
    if (now === 'violated') changes.stillViolated.push(brokenSince(id, judged));
    return;
  }
  const recent = states.slice(-LOOKED_AT);
  const flips = recent.filter((state, index) => index > 0 && state !== recent[index - 1]).length;
  if (flips >= FLIPS) {
    const violated = recent.filter((state) => state === 'violated').length;
    changes.flipping.push({ id, violated, of: recent.length });
  } else if (now === 'violated') changes.newlyViolated.push(id);
  else if (before !== undefined) changes.newlyPassing.push(id);
}

function brokenSince(id: string, judged: readonly HistoryEntry[]): Broken {
  const passed = judged.findLastIndex((run) => stateIn(run, id) === 'passed');
  const broken = judged.slice(passed + 1);
  return { id, since: broken[0]?.startedAt ?? '', runs: broken.length };
}

/** What a run says of a requirement; absent where it could not judge it, or there was nothing to judge. */
function stateIn(run: HistoryEntry | undefined, id: string): 'violated' | 'passed' | undefined {
  const verdict = run?.notPassed[id];
  if (run === undefined) return undefined;
  if (verdict === undefined) return 'passed';
  return verdict === 'fail' || verdict === 'warn' ? 'violated' : undefined;
}
