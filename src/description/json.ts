/** An object parsed from YAML or JSON, with values of unknown types. */
export type Dict = Readonly<Record<string, unknown>>;

/** Whether a value is a plain object, not an array or null. */
export function isDict(value: unknown): value is Dict {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as an object; empty if it is anything else. */
export function dictOf(value: unknown): Dict {
  return isDict(value) ? value : {};
}

/** A value as an array; empty if it is anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The distinct strings of an array. */
export function textsOf(value: unknown): string[] {
  return [...new Set(listOf(value).filter((element) => typeof element === 'string'))];
}

/** The entries of an object as a map, safe for keys such as `constructor`. */
export function mapOf(value: unknown): Map<string, unknown> {
  return new Map(Object.entries(dictOf(value)));
}

/** A JSON value as text that does not depend on the order of keys: equal values give equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, child: unknown) =>
    isDict(child) ? Object.fromEntries(Object.entries(child).sort(([a], [b]) => (a < b ? -1 : 1))) : child,
  );
}

/** The keys of two maps: those of the first, then those that only the second has. */
export function namesOfBoth(a: Iterable<string>, b: Iterable<string>): string[] {
  return [...new Set([...a, ...b])];
}

/** The keys of two maps, in the order of {@link namesOfBoth}, with both values. */
export function sideBySide<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
): [name: string, a: T | undefined, b: T | undefined][] {
  return namesOfBoth(a.keys(), b.keys()).map((name) => [name, a.get(name), b.get(name)]);
}

/** The value in a document at a pointer such as `#/components/schemas/Customer`; undefined if there is none. */
export function valueAt(document: unknown, pointer: string): unknown {
  if (pointer === '#') return document;
  if (!pointer.startsWith('#/')) return undefined;
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, segment) => childOf(value, unescaped(segment)), document);
}

function childOf(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isDict(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function unescaped(segment: string): string {
  const decoded = /%(?![\da-f]{2})/i.test(segment) ? segment : decodeURIComponent(segment);
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}
