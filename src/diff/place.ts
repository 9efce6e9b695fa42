import type { Found } from './found.js';

/** Which clients touch a place of the description. */
export type Touched = 'reads' | 'sends' | 'both' | 'neither';

/** A place of the description: an operation, a body, a header. */
export interface Place {
  readonly words: string;
  readonly touched: Touched;
  /** Where it stands in the TypeScript types of the old and of the new document. */
  readonly oldKeys: readonly string[];
  readonly newKeys: readonly string[];
}

/** A finding and the place that it was found in. */
export interface Placed {
  readonly place: Place;
  readonly finding: Found;
}

/** A place within a place. */
export function within(place: Place, words: string, touched: Place['touched'], ...keys: string[]): Place {
  return {
    words: `${place.words}${words === '' ? '' : ` ${words}`}`,
    touched,
    oldKeys: [...place.oldKeys, ...keys],
    newKeys: [...place.newKeys, ...keys],
  };
}

/** Findings with their place. */
export function placed(place: Place, findings: readonly Found[]): Placed[] {
  return findings.map((finding) => ({ place, finding }));
}
