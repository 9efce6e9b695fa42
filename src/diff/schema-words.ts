import { canonical, dictOf, listOf, mapOf, textsOf } from '../description/json.js';
import { isDocumentation, withoutDocumentation } from '../description/documentation.js';

/** Conditions are described no deeper than this. */
const DEPTH = 5;

/** A schema without its words for people, as one line of JSON. */
export function schemaInWords(schema: unknown): string {
  return canonical(withoutDocumentation(schema));
}

/** What a schema requires, as the condition of a sentence: `offerType is "LICENSE"`. */
export function conditionInWords(schema: unknown, subject = '', depth = 0): string {
  const { properties, required, contains, const: only, enum: listed, ...rest } = dictOf(schema);
  const it = subject === '' ? 'it' : subject;
  const fields = mapOf(properties);
  const parts = [
    ...(only === undefined ? [] : [`${it} is ${canonical(only)}`]),
    ...(listed === undefined ? [] : [`${it} is one of ${listOf(listed).map(canonical).join(', ')}`]),
    ...[...fields].map(([name, field]) =>
      conditionInWords(field, subject === '' ? name : `${subject}.${name}`, depth + 1),
    ),
    ...textsOf(required)
      .filter((name) => !fields.has(name))
      .map((name) => `${subject === '' ? name : `${subject}.${name}`} is present`),
    ...(contains === undefined ? [] : [`${it} has an element whose ${conditionInWords(contains, '', depth + 1)}`]),
  ].filter((part) => part !== '');
  const isDescribed = Object.keys(rest).every((name) => name === 'type' || isDocumentation(name));
  return depth < DEPTH && isDescribed && parts.length > 0 ? parts.join(' and ') : `${it} fits ${schemaInWords(schema)}`;
}
