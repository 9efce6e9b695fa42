/** The history of watches, what changed, the digest and the webhook. */

import { defined } from '../defined.js';
import type { PortfolioChange } from '../portfolio/compare.js';
import type { HistoryEntry } from '../report/history.js';
import { responsibilityFor } from '../report/responsibility.js';
import type { ReportedRequirement, Results, RunVerdict } from '../report/results.js';
import { isUnjudged, isViolated, violatedRequirements } from '../report/verdict.js';
import type { Part, WatchEntry } from './history-folder.js';

/** A violated requirement, with the details needed to act on it. */
export interface Violation {
  id: string;
  level: 'MUST' | 'SHOULD' | 'MAY';
  /** The message of its first finding. */
  message: string;
  expected?: string;
  actual?: string;
  /** The number of findings. */
  findings: number;
  /** Who is responsible for fixing it. */
  owner: string;
  /** The documentation page. */
  url?: string;
}

/** A requirement that is violated in some runs and not in others. */
export interface Flapping {
  id: string;
  /** The number of those runs that violated it. */
  violated: number;
  of: number;
}

/** A requirement that is still violated. */
export interface Broken {
  id: string;
  /** The start of its first violation since its last pass; ISO 8601. */
  since: string;
  runs: number;
}

/** Changes in one part of a watch since it was last judged. */
export interface PartChanges {
  part: Part;
  /** Why the run is inconclusive, or the suite failed; absent otherwise. */
  reason?: string;
  /** Absent if the verdict is unchanged. */
  verdict?: { before: RunVerdict | undefined; now: RunVerdict };
  newlyViolated: string[];
  newlyPassing: string[];
  /** Requirements that changed now, and change often. */
  flapping: Flapping[];
  newDrift: string[];
  /** Changes in the numbers of a sweep. */
  portfolio: PortfolioChange[];
  /** Not changes, but listed with them. */
  stillViolated: Broken[];
  /** Every violated requirement of this run, new or not. */
  violations: Violation[];
}

/** The number of latest runs that decide whether a requirement is flapping. */
const LOOKED_AT = 10;
/** The number of changes in those runs that make a requirement flapping. */
const FLAPS = 3;

/**
 * The changes since the earlier watches of the same target. A requirement is compared with the last run that could
 * judge it.
 *
 * @param earlier the earlier watches, oldest first
 * @param results the results of each part that wrote some
 */
export function changesIn(
  earlier: readonly WatchEntry[],
  now: WatchEntry,
  results: Partial<Record<Part, Results>>,
): PartChanges[] {
  return (['check', 'sweep'] as const).flatMap((part) => {
    const current = now.parts[part];
    if (current === undefined) return [];
    const before = earlier.flatMap(({ parts }) => parts[part] ?? []);
    return [changesOf(part, before, current, results[part])];
  });
}

/** Whether the documentation changed for any requirement that the previous watch did not list. */
export function hasNewDocumentationChanges(now: WatchEntry, previous: WatchEntry | undefined): boolean {
  const { documentation = [] } = now;
  const known = previous?.documentation ?? [];
  return documentation.some((id) => !known.includes(id));
}

/** Whether a part has any changes. */
export function hasChanges(changes: PartChanges): boolean {
  const { verdict, newlyViolated, newlyPassing, flapping, newDrift, portfolio } = changes;
  return (
    verdict !== undefined ||
    [newlyViolated, newlyPassing, flapping, newDrift, portfolio].some((list) => list.length > 0)
  );
}

function changesOf(
  part: Part,
  before: readonly HistoryEntry[],
  now: HistoryEntry,
  results: Results | undefined,
): PartChanges {
  const runs = [...before, now];
  const ids = new Set(runs.slice(-LOOKED_AT).flatMap(({ notPassed }) => Object.keys(notPassed)));
  const changes: PartChanges = {
    part,
    newlyViolated: [],
    newlyPassing: [],
    flapping: [],
    newDrift: now.drift.filter((key) => !before.some(({ drift }) => drift.includes(key))),
    portfolio: results?.sweep?.comparison?.changes ?? [],
    stillViolated: [],
    violations: results === undefined ? [] : violatedRequirements(results).map(violationOf),
  };
  if (results !== undefined && isUnjudged(now)) changes.reason = results.summary;
  const last = before.at(-1)?.verdict;
  if (last !== now.verdict && !(last === undefined && now.verdict === 'pass')) {
    changes.verdict = { before: last, now: now.verdict };
  }
  for (const id of ids) note(id, runs, changes);
  return changes;
}

function violationOf(requirement: ReportedRequirement): Violation {
  const { id, level, title, url, findings, count } = requirement;
  const [{ message, expected, actual } = { message: title }] = findings;
  const { actor: owner } = responsibilityFor(requirement);
  return defined({ id, level, message, expected, actual, findings: count ?? findings.length, owner, url });
}

/** Adds a requirement to the list of changes it belongs to. */
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
  if (flips >= FLAPS) {
    const violated = recent.filter((state) => state === 'violated').length;
    changes.flapping.push({ id, violated, of: recent.length });
  } else if (now === 'violated') changes.newlyViolated.push(id);
  else if (before !== undefined) changes.newlyPassing.push(id);
}

function brokenSince(id: string, judged: readonly HistoryEntry[]): Broken {
  const passed = judged.findLastIndex((run) => stateIn(run, id) === 'passed');
  const broken = judged.slice(passed + 1);
  return { id, since: broken[0]?.startedAt ?? '', runs: broken.length };
}

/** The state of a requirement in a run; undefined if the run could not judge it, or had nothing to judge. */
function stateIn(run: HistoryEntry | undefined, id: string): 'violated' | 'passed' | undefined {
  const verdict = run?.notPassed[id];
  if (run === undefined) return undefined;
  if (verdict === undefined) return 'passed';
  return isViolated(verdict) ? 'violated' : undefined;
}
