import { isDict, listOf, mapOf, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** The fields that a schema names itself: those that `additionalProperties` considers. */
export function ownNames(part: Dict): Set<string> {
  return new Set(mapOf(part['properties']).keys());
}

/**
 * The fields that a schema names itself, by reference or in any of its branches: those that `unevaluatedProperties`
 * considers. Undefined if one of them says what other fields are like, so that this is unknown.
 */
export function allNames(schema: unknown, references: References, seen = new Set<Dict>()): Set<string> | undefined {
  const names = new Set<string>();
  for (const part of references.flattened([schema])) {
    if (seen.has(part)) continue;
    seen.add(part);
    if (part['additionalProperties'] !== undefined) return undefined;
    const inner = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(part[keyword]));
    inner.push(...['if', 'then', 'else'].flatMap((keyword) => present(part[keyword])));
    const branches = inner.map((branch) => allNames(branch, references, seen));
    for (const branch of [ownNames(part), ...branches]) {
      if (branch === undefined) return undefined;
      for (const name of branch) names.add(name);
    }
  }
  return names;
}

/** Whether a schema is `false`, or the long form of it. */
export function isNothing(schema: unknown): boolean {
  return schema === false || (isDict(schema) && isDict(schema['not']) && Object.keys(schema['not']).length === 0);
}

/** A keyword's schema as a list; empty if there is none. */
export function present(schema: unknown): unknown[] {
  return schema === undefined ? [] : [schema];
}
