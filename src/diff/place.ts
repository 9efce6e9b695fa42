import type { Found } from './found.js';

/** Which clients touch a place of the description. */
export type Touched = 'reads' | 'sends' | 'both' | 'neither';

/** A place of the description, in words: an operation, a body, a header. */
export interface Place {
  readonly words: string;
  readonly touched: Touched;
}

/** A finding and the place that it was found in. */
export interface Placed {
  readonly place: Place;
  readonly finding: Found;
}

/** A place within a place. */
export function within(place: Place, words: string, touched: Touched): Place {
  return { words: `${place.words} ${words}`.trimEnd(), touched };
}

/** Findings with their place. */
export function placed(place: Place, findings: readonly Found[]): Placed[] {
  return findings.map((finding) => ({ place, finding }));
}
