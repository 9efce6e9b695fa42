import { isObject } from '../exchange/body.js';
import { jsonIn } from '../exchange/json.js';
import type { Passage, Section } from './page.js';

/**
 * The sections of an OpenAPI 2 description in JSON: one for each definition, with a row for each property and the
 * rest as code. What a description says about its paths is left out.
 *
 * @returns no sections if the text is not such a description
 */
export function sectionsOfDescription(json: string): Section[] {
  const description = jsonIn(json);
  const definitions = isObject(description) && isObject(description['definitions']) ? description['definitions'] : {};
  return Object.entries(definitions).map(([name, definition]) => {
    const { properties, ...others } = isObject(definition) ? definition : {};
    const rows = Object.entries(isObject(properties) ? properties : {}).map(([key, shape]): Passage => ({
      kind: 'row',
      key,
      text: `${key} | ${JSON.stringify(shape)}`,
      spans: [],
    }));
    return { headings: [name], passages: [{ kind: 'code', text: JSON.stringify(others), spans: [] }, ...rows] };
  });
}
