import type { RuleId } from './rules.js';

/** One difference, wherever it shows: it may be reached by several ways. */
export interface Difference {
  readonly rule: RuleId;
  readonly was: string;
  readonly is: string;
}

/** Where a field stands in the TypeScript types: below a component, or below where the walk began. */
export interface TypePath {
  readonly component?: string;
  readonly keys: readonly string[];
}

/** A difference and one way to it, seen from where the comparison stands. */
export interface Found {
  readonly difference: Difference;
  /** Fields and elements on the way: `.benefits[].type`. */
  readonly at: string;
  /** What the way depends on: a condition, an alternative. */
  readonly notes: readonly string[];
  readonly oldType: TypePath;
  readonly newType: TypePath;
}

/** So many ways to one difference are told: a schema may be used everywhere. */
const MOST_WAYS = 12;
const HERE: TypePath = { keys: [] };

/** A difference right here. */
export function found(rule: RuleId, was: string, is: string): Found {
  return { difference: { rule, was, is }, at: '', notes: [], oldType: HERE, newType: HERE };
}

/** Findings as they are seen from one step above; `key`: the name of that step in the types, if it has one. */
export function below(step: string, key: string | undefined, findings: readonly Found[]): Found[] {
  return findings.map((finding) => ({
    ...finding,
    at: step + finding.at,
    oldType: underKey(key, finding.oldType),
    newType: underKey(key, finding.newType),
  }));
}

/** Findings that depend on something more. */
export function noted(note: string, findings: readonly Found[]): Found[] {
  return findings.map((finding) => ({ ...finding, notes: [note, ...finding.notes] }));
}

/** Findings below schemas that may be components, which have a place of their own in the types. */
export function rooted(old: string | undefined, now: string | undefined, findings: readonly Found[]): Found[] {
  return findings.map((finding) => ({
    ...finding,
    oldType: underComponent(old, finding.oldType),
    newType: underComponent(now, finding.newType),
  }));
}

/** Findings with no more ways to each difference than anybody reads. */
export function withFewWays(findings: readonly Found[]): Found[] {
  const ways = new Map<Difference, number>();
  return findings.filter(({ difference }) => {
    const before = ways.get(difference) ?? 0;
    ways.set(difference, before + 1);
    return before < MOST_WAYS;
  });
}

/** The step to a field, as people write it. */
export function fieldStep(name: string): string {
  return /^[\p{L}\p{N}_$-]+$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function underKey(key: string | undefined, path: TypePath): TypePath {
  return path.component !== undefined || key === undefined ? path : { keys: [key, ...path.keys] };
}

function underComponent(component: string | undefined, path: TypePath): TypePath {
  return path.component !== undefined || component === undefined ? path : { component, keys: path.keys };
}
