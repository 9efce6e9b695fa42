import { isDict } from './json.js';

const DOCUMENTATION = new Set(['title', 'description', 'summary', 'example', 'examples', 'externalDocs', '$comment']);
/** The extension in which this contract states recommendations. */
const RECOMMENDATION = 'x-should';
const MAPS = /^(?:properties|patternProperties|dependentSchemas|\$defs|definitions|schemas|headers|content|mapping)$/;

/** Whether a keyword only documents: descriptions, examples, annotations. */
export function isDocumentation(name: string): boolean {
  return DOCUMENTATION.has(name) || (name.startsWith('x-') && name !== RECOMMENDATION);
}

/** Whether the keys below a keyword are names of fields or components, not keywords. */
export function holdsNames(keyword: string): boolean {
  return MAPS.test(keyword);
}

/** A value without its documentation; `isMap`: its keys are not keywords. */
export function withoutDocumentation(value: unknown, isMap = false): unknown {
  if (Array.isArray(value)) return value.map((element) => withoutDocumentation(element));
  if (!isDict(value)) return value;
  const kept = Object.entries(value).filter(([name]) => isMap || !(isDocumentation(name) || name === 'tags'));
  return Object.fromEntries(
    kept.map(([name, child]) => [name, withoutDocumentation(child, !isMap && holdsNames(name))]),
  );
}
