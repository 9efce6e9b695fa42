/** Compares two versions of the description, and says what a change breaks. */

import { changesBetween, isBreaking, type Change } from './change.js';
import { readDescription } from '../description/description.js';
import type { Dict } from '../description/json.js';
import { typesDiff, type TypesDiff } from './types-diff.js';

/** How many changes there are of each kind. */
export interface Summary {
  readonly changes: number;
  readonly breaking: number;
  readonly breaksReaders: number;
  readonly breaksSenders: number;
  readonly compatible: number;
}

/** What the change of a description breaks: what the command prints as JSON. */
export interface DescriptionDiff extends TypesDiff {
  readonly old: string;
  readonly new: string;
  readonly breaking: boolean;
  readonly summary: Summary;
  readonly changes: readonly Change[];
}

/**
 * Compares the descriptions that two arguments name: files, git revisions or `REVISION:path`.
 *
 * @throws InvalidInput if one of them cannot be read
 */
export async function diffOf(old: string, now: string, folder: string): Promise<DescriptionDiff> {
  const before = await readDescription({ argument: 'OLD', value: old, folder });
  const after = await readDescription({ argument: 'NEW', value: now, folder });
  return diffOfDocuments(before, after, { old, now });
}

/** Compares two bundled OpenAPI documents. */
export async function diffOfDocuments(
  old: Dict,
  now: Dict,
  names: { old: string; now: string },
): Promise<DescriptionDiff> {
  const types = await typesDiff(old, now, names);
  const changes = changesBetween(old, now);
  const breaking = changes.filter(isBreaking).length;
  return {
    old: names.old,
    new: names.now,
    breaking: breaking > 0,
    summary: {
      changes: changes.length,
      breaking,
      breaksReaders: changes.filter(({ reads }) => reads === 'breaking').length,
      breaksSenders: changes.filter(({ sends }) => sends === 'breaking').length,
      compatible: changes.length - breaking,
    },
    changes,
    ...types,
  };
}
