import { isObject } from './body.js';
import { pathText } from './json-path.js';

/** The first place at which two JSON values differ. */
export interface JsonDifference {
  /** Empty if the values differ as a whole. */
  path: string;
  /** Undefined if the first value has nothing there. */
  before: unknown;
  /** Undefined if the second value has nothing there. */
  after: unknown;
}

/** Where two JSON values first differ, in the order of the first; undefined if only the order of keys differs, or nothing. */
export function firstDifference(before: unknown, after: unknown): JsonDifference | undefined {
  return differenceAt([], before, after);
}

function differenceAt(path: (string | number)[], before: unknown, after: unknown): JsonDifference | undefined {
  if (before === after) return undefined;
  const segments = segmentsOf(before, after);
  if (segments === undefined) return { path: pathText(path), before, after };
  for (const segment of segments) {
    path.push(segment);
    const found = differenceAt(path, childOf(before, segment), childOf(after, segment));
    if (found !== undefined) return found;
    path.pop();
  }
  return undefined;
}

/** The names or indices of two values; undefined if they are not both objects or both arrays. */
function segmentsOf(one: unknown, other: unknown): Iterable<string | number> | undefined {
  if (Array.isArray(one) && Array.isArray(other)) return (one.length < other.length ? other : one).keys();
  return isObject(one) && isObject(other) ? new Set([...Object.keys(one), ...Object.keys(other)]) : undefined;
}

function childOf(value: unknown, segment: string | number): unknown {
  return Object.hasOwn(value as object, segment) ? (value as Record<string | number, unknown>)[segment] : undefined;
}
