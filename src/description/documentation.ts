const DOCUMENTATION = new Set(['title', 'description', 'summary', 'example', 'examples', 'externalDocs', '$comment']);
/** The extension by which this contract says what is recommended. */
const RECOMMENDATION = 'x-should';

/** Whether a keyword is for people: descriptions, examples, annotations. */
export function isDocumentation(name: string): boolean {
  return DOCUMENTATION.has(name) || (name.startsWith('x-') && name !== RECOMMENDATION);
}
