import { isObject } from '../exchange/body.js';
import { requirementNodes } from '../generated/schema-facts.js';
import type { RequirementId } from '../requirements/catalogue.js';
import { childOf, segmentsOf } from './json-path.js';

const WORDS = 'redacted|removed|masked|hidden|filtered|sanitized|scrubbed|stripped|anonymi[sz]ed';
const PLACEHOLDER = new RegExp(
  [
    `redacted`,
    // [redacted], <removed>, {{masked}}, [Authorization redacted]
    `[[<({]+[^\\])>}]*\\b(?:${WORDS})\\b[^\\])>}]*[\\])>}]+`,
    // ***REDACTED***, --hidden--
    `[*_-]+(?:${WORDS})[*_-]+`,
    `[*•]{3,}`,
    `x{8,}`,
  ]
    .map((form) => `^(?:${form})$`)
    .join('|'),
  'i',
);

/** Whether a value replaces one that this suite or another tool removed from a recording. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 80 && PLACEHOLDER.test(value.trim());
}

/** Whether a body contains a placeholder. */
export function hasPlaceholder(body: unknown): boolean {
  if (Array.isArray(body)) return body.some(hasPlaceholder);
  return isObject(body) ? Object.values(body).some(hasPlaceholder) : isPlaceholder(body);
}

/** Whether the value at a path of a body, or a value that contains it, was removed. */
export function isRemoved(body: unknown, path: string | undefined): boolean {
  let value = body;
  for (const segment of segmentsOf(path ?? '')) {
    if (isPlaceholder(value)) return true;
    value = childOf(value, segment);
  }
  return isPlaceholder(value);
}

/** Whether all values of a body that a requirement covers were removed. */
export function isHidden(requirement: RequirementId, body: unknown): boolean {
  const values = valuesOf(requirement, body);
  return values.length > 0 && values.every(isPlaceholder);
}

/** Whether any value of a body that a requirement covers was removed. */
export function hidesPart(requirement: RequirementId, body: unknown): boolean {
  return valuesOf(requirement, body).some(isPlaceholder);
}

function valuesOf(requirement: RequirementId, body: unknown): unknown[] {
  return (requirementNodes[requirement] ?? []).flatMap(({ path }) => valuesAt(body, path));
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [name, ...rest] = path;
  if (value === undefined) return [];
  // A removed value hides everything inside it.
  if (name === undefined || isPlaceholder(value)) return [value];
  if (name === '*') return Array.isArray(value) ? value.flatMap((item) => valuesAt(item, rest)) : [];
  return isObject(value) ? valuesAt(value[name], rest) : [];
}
