import { formatPatch, structuredPatch } from 'diff';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { oneLine } from '../report/visible-text.js';
import { contractTypes } from '../description/contract-types.js';
import type { Dict } from '../description/json.js';

/** How the TypeScript types of two documents differ. */
export interface TypesDiff {
  /** A unified diff of the TypeScript types; empty if they are the same. */
  readonly types: string;
  /** Why the types are not compared; absent if they are. */
  readonly typesUnavailable?: string;
}

/** The types of larger descriptions take minutes to write and to compare, and are too long to read. */
const MOST_VALUES = 60_000;
const MOST_MILLISECONDS = 5_000;

/**
 * Compares the types that are generated from two bundled documents.
 *
 * @throws InvalidInput if the packages are missing that write types
 */
export async function typesDiff(old: Dict, now: Dict, names: { old: string; now: string }): Promise<TypesDiff> {
  await needPackages();
  if (Math.max(valuesIn(old), valuesIn(now)) > MOST_VALUES) {
    return { types: '', typesUnavailable: `a description of more than ${MOST_VALUES} values is too large for that` };
  }
  try {
    const [before, after] = [await contractTypes(old), await contractTypes(now)];
    if (before === after) return { types: '' };
    const options = { context: 2, timeout: MOST_MILLISECONDS };
    const patch = structuredPatch(oneLine(names.old), oneLine(names.now), before, after, '', '', options);
    if (patch === undefined) return { types: '', typesUnavailable: 'they differ in too many places' };
    const text = formatPatch(patch);
    return { types: text.replace(/^=+\n/, '').replaceAll(/^(---|\+\+\+) (.*)\t$/gm, '$1 $2') };
  } catch (error) {
    return { types: '', typesUnavailable: oneLine(error instanceof Error ? error.message : 'unknown').slice(0, 200) };
  }
}

async function needPackages(): Promise<void> {
  try {
    await import('openapi-typescript');
  } catch (error) {
    if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InvalidInput(
      'diff needs openapi-typescript and typescript: npm install -D openapi-typescript typescript@5',
    );
  }
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, child) => sum + valuesIn(child), 1);
}
