import { aroundDifference } from '../report/around-difference.js';
import { pluralize } from '../report/wording.js';
import { isBreaking, type Change } from './change.js';
import type { DescriptionDiff } from './difference.js';

/** Longer texts are shown around the place where they differ. */
const LONGEST = 160;

/** The result of a comparison in one sentence. */
export function verdictInWords({ summary, breaking }: DescriptionDiff): string {
  if (summary.changes === 0) return 'Nothing changed for a client.';
  if (!breaking) return `Nothing breaks: ${pluralize(summary.changes, 'change')}, each compatible.`;
  const whom = [
    ...(summary.breaksReaders > 0 ? [`${summary.breaksReaders} for clients that read responses`] : []),
    ...(summary.breaksSenders > 0 ? [`${summary.breaksSenders} for clients that send requests`] : []),
  ];
  const verb = summary.breaking === 1 ? 'breaks' : 'break';
  return `${summary.breaking} of ${pluralize(summary.changes, 'change')} ${verb} clients: ${whom.join(', ')}.`;
}

/** The clients that a change breaks, in words. */
export function breaksInWords(change: Change): string {
  if (!isBreaking(change)) return 'breaks no client';
  const both = change.reads === 'breaking' && change.sends === 'breaking';
  return both ? 'breaks reading and sending' : `breaks ${change.reads === 'breaking' ? 'reading' : 'sending'}`;
}

/** The old and the new text, cut around the place where they differ if they are long. */
export function wasAndIs({ was, is }: Change): readonly [string, string] {
  return aroundDifference(was, is, LONGEST);
}

/** The breaking changes, and the others. */
export function grouped({ changes }: DescriptionDiff): readonly [Change[], Change[]] {
  return [changes.filter(isBreaking), changes.filter((change) => !isBreaking(change))];
}
