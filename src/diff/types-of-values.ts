/** A type of JSON Schema; a number is an integer or a fraction, so that one may contain the other. */
export type Kind = 'string' | 'integer' | 'fraction' | 'boolean' | 'object' | 'array' | 'null';

/** All there are. */
export const ALL_KINDS: readonly Kind[] = ['string', 'integer', 'fraction', 'boolean', 'object', 'array', 'null'];

/** The kinds that a name of a type means. */
export function kindsNamed(name: unknown): Kind[] {
  if (name === 'number') return ['integer', 'fraction'];
  return ALL_KINDS.filter((kind) => kind === name && kind !== 'fraction');
}

/** Whether a value is the name of a type. */
export function isTypeName(name: unknown): boolean {
  return name === 'null' || kindsNamed(name).length > 0;
}

/** The kind of a value. */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return typeof value as 'string' | 'boolean';
    case 'number':
      return Number.isInteger(value) ? 'integer' : 'fraction';
    default:
      return 'object';
  }
}

/** Kinds in words, null left out: `string or integer`. */
export function kindsInWords(kinds: ReadonlySet<Kind>): string {
  const named = ALL_KINDS.filter((kind) => kind !== 'null' && kinds.has(kind));
  if (named.length === 0) return 'nothing';
  if (named.length === ALL_KINDS.length - 1) return 'anything';
  const words = kinds.has('fraction') ? named.filter((kind) => kind !== 'integer') : named;
  return words.map((kind) => (kind === 'fraction' ? 'number' : kind)).join(' or ');
}
