const JSON_TYPE = 'application/json';

/** Whether a Content-Type is JSON, with any parameters. */
export function isJsonType(value: string): boolean {
  return essenceOf(value) === JSON_TYPE;
}

/**
 * Whether an Accept header names JSON. A list that names it does, since the server answers with what it names; a wildcard
 * alone does not, since it names nothing.
 */
export function acceptsJson(value: string): boolean {
  return value.split(',').some((range) => isJsonType(range) && !/;\s*q\s*=\s*0(?:\.0*)?\s*(?:;|$)/i.test(range));
}

/** A media type without its parameters. */
export function essenceOf(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}
