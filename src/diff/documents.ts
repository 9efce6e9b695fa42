import { canonical, isDict, mapOf, type Dict } from './json.js';
import type { References } from './references.js';
import { isDocumentation } from './shape-keywords.js';

/** A document that unfolds to more than this is compared as it is written. */
const MOST_NODES = 100_000;

/** What an object of the description says to people, by keyword. */
export function documentationOf(references: References, object: Dict, ...more: string[]): Map<string, string> {
  const said = Object.entries(object).filter(([name]) => isDocumentation(name) || more.includes(name));
  return new Map(
    said.map(([name, value]) => [name, canonical(name === 'examples' ? examples(references, value) : value)]),
  );
}

/** Examples may lie in the components. */
function examples(references: References, value: unknown): unknown {
  if (!isDict(value)) return value;
  return Object.fromEntries([...mapOf(value)].map(([name, example]) => [name, references.follow(example)]));
}

/** A value with every reference replaced by what it refers to; a circle ends where it would begin again. */
export function expanded(references: References, value: unknown): unknown {
  let nodes = 0;
  const expand = (node: unknown, above: readonly unknown[]): unknown => {
    if ((nodes += 1) > MOST_NODES) return node;
    const real = references.follow(node);
    if (above.includes(real)) return 'a circle';
    if (Array.isArray(real)) return real.map((child) => expand(child, [...above, real]));
    if (!isDict(real)) return real;
    return Object.fromEntries(Object.entries(real).map(([name, child]) => [name, expand(child, [...above, real])]));
  };
  return expand(value, []);
}

/** A value without what is written for people. */
export function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (!isDict(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isDocumentation(name) && name !== 'tags');
  return Object.fromEntries(kept.map(([name, child]) => [name, withoutWords(child)]));
}
