import { createTwoFilesPatch, diffLines } from 'diff';
import { oneLine } from '../report/visible-text.js';
import type { LocatedChange } from './change.js';
import { contractTypes } from './contract-types.js';
import type { Dict } from './json.js';
import { ruleOf } from './rules.js';
import { linesOfMembers, type Member } from './type-lines.js';

/** How the TypeScript types of two documents differ. */
export interface TypesDiff {
  /** A unified diff; empty where the types are the same. */
  readonly unified: string;
  /** Why there are no types to compare; absent where there are. */
  readonly unavailable?: string;
  /** The lines that a change accounts for, with `-` and `+`, where that can be told. */
  linesOf(change: LocatedChange): string[];
}

/** Compares the types that are generated from two bundled documents. */
export async function typesDiff(old: Dict, now: Dict, names: { old: string; now: string }): Promise<TypesDiff> {
  let texts: [string, string];
  try {
    texts = [await contractTypes(old), await contractTypes(now)];
  } catch (error) {
    const reason = oneLine(error instanceof Error ? error.message : 'unknown').slice(0, 200);
    return { unified: '', unavailable: reason, linesOf: () => [] };
  }
  const [before, after] = texts;
  if (before === after) return { unified: '', linesOf: () => [] };
  const { removed, added } = changedLines(before, after);
  const [oldMembers, newMembers] = [linesOfMembers(before), linesOfMembers(after)];
  return {
    unified: unifiedDiff(before, after, names),
    linesOf: ({ change, oldType, newType }) => {
      const { types } = ruleOf(change.rule);
      // What holds only under a condition is part of no type.
      if (types === 'none' || /, where /.test(change.path)) return [];
      const whole = types === 'block';
      return [
        ...linesAt(oldMembers, oldType, whole, removed).map((line) => `- ${line}`),
        ...linesAt(newMembers, newType, whole, added).map((line) => `+ ${line}`),
      ];
    },
  };
}

function unifiedDiff(before: string, after: string, names: { old: string; now: string }): string {
  const patch = createTwoFilesPatch(oneLine(names.old), oneLine(names.now), before, after, '', '', { context: 2 });
  return patch.replace(/^=+\n/, '').replaceAll(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2');
}

/** The lines that only one of two texts has, by their numbers. */
function changedLines(before: string, after: string): { removed: Map<number, string>; added: Map<number, string> } {
  const removed = new Map<number, string>();
  const added = new Map<number, string>();
  let [oldLine, newLine] = [0, 0];
  for (const part of diffLines(before, after)) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    for (const line of lines) {
      if (part.removed) removed.set(oldLine, line.trim());
      if (part.added) added.set(newLine, line.trim());
      if (!part.added) oldLine += 1;
      if (!part.removed) newLine += 1;
    }
  }
  return { removed, added };
}

function linesAt(
  members: readonly Member[],
  path: readonly string[],
  whole: boolean,
  changed: ReadonlyMap<number, string>,
): string[] {
  const member = members.find(({ keys }) => keys.length === path.length && keys.every((key, at) => key === path[at]));
  if (member === undefined) return [];
  const numbers = whole
    ? Array.from({ length: member.last - member.first + 1 }, (_, index) => member.first + index)
    : [member.first, member.last];
  return [...new Set(numbers)].flatMap((number) => {
    const line = changed.get(number);
    return line === undefined || /^(\/?\*)/.test(line) ? [] : [line];
  });
}
