import { firstOfEach } from '../report/grouped.js';
import type { RuleId } from './rules.js';

/** One difference, which may be reached in several ways. */
export interface Difference {
  readonly rule: RuleId;
  readonly was: string;
  readonly is: string;
}

/** A difference and one way to it, seen from where the comparison is. */
export interface Found {
  readonly difference: Difference;
  /** Fields and elements on the way: `.benefits[].type`. */
  readonly at: string;
  /** What the way depends on: a condition, an alternative. */
  readonly notes: readonly string[];
}

/** The most ways to one difference that are kept: a schema may be used everywhere. */
const MOST_WAYS = 12;

/** A difference right here. */
export function found(rule: RuleId, was: string, is: string): Found {
  return { difference: { rule, was, is }, at: '', notes: [] };
}

/** What became required, or optional. */
export function presence(what: 'property' | 'parameter' | 'body' | 'header', before: boolean, after: boolean): Found[] {
  const [required, optional] = ['required', 'optional'] as const;
  if (before === after) return [];
  return after ? [found(`${what}-required`, optional, required)] : [found(`${what}-optional`, required, optional)];
}

/** Findings as they are seen from one step above. */
export function below(step: string, findings: readonly Found[]): Found[] {
  return findings.map((finding) => ({ ...finding, at: step + finding.at }));
}

/** Findings that depend on something more. */
export function noted(note: string, findings: readonly Found[]): Found[] {
  return findings.map((finding) => ({ ...finding, notes: [note, ...finding.notes] }));
}

/** Findings with at most {@link MOST_WAYS} ways to each difference. */
export function withFewWays(findings: readonly Found[]): Found[] {
  return firstOfEach(findings, ({ difference }) => difference, MOST_WAYS);
}

/** The step to a field: `.name`, or `["a name"]`. */
export function fieldStep(name: string): string {
  return /^[\p{L}\p{N}_$-]+$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

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
