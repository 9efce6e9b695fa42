import { found, type Found } from './found.js';
import { canonical, isDict, mapOf, namesOfBoth, type Dict } from '../description/json.js';
import type { References } from './references.js';
import { isDocumentation } from '../description/documentation.js';

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

/**
 * What this command does not look into: everything of an object but what is named here and what is for people. Any
 * difference counts as the worst case.
 */
export function compareRest(old: [References, Dict], now: [References, Dict], known: ReadonlySet<string>): Found[] {
  const [before, after] = [restOf(...old, known), restOf(...now, known)];
  return namesOfBoth(before.keys(), after.keys())
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => found('keyword-changed', before.get(name) ?? `no ${name}`, after.get(name) ?? `no ${name}`));
}

function restOf(references: References, object: Dict, known: ReadonlySet<string>): Map<string, string> {
  const rest = Object.entries(object).filter(
    ([name, value]) => !known.has(name) && !isDocumentation(name) && value !== undefined && value !== false,
  );
  return new Map(rest.map(([name, value]) => [name, `${name} ${references.textOf(value)}`]));
}
