/** A JSON object that may be changed freely. */
export type Json = Record<string, unknown>;

/** A change of a JSON object in place. */
export type Change = (json: Json) => void;

/** A JSON object lacks the place that a change names. */
export class NoSuchPlace extends Error {
  override readonly name = 'NoSuchPlace';
}

/** Sets the value at a path such as `companyProfile.contacts.0.email`; `*` is the first item that has the rest of it. */
export function set(path: string, value: unknown): Change {
  return (json) => {
    const [parent, name] = placeOf(json, path);
    parent[name] = structuredClone(value);
  };
}

/** Removes the field at a path. */
export function drop(path: string): Change {
  return (json) => {
    const [parent, name] = placeOf(json, path);
    Reflect.deleteProperty(parent, name);
  };
}

/** Adds an item to the array at a path. */
export function append(path: string, item: unknown): Change {
  return (json) => {
    const [parent, name] = placeOf(json, path);
    const items = parent[name];
    if (!Array.isArray(items)) throw new NoSuchPlace(`there is no array ${path}`);
    items.push(structuredClone(item));
  };
}

/** Several changes, one after another. */
export function all(...changes: Change[]): Change {
  return (json) => {
    for (const change of changes) change(json);
  };
}

function placeOf(json: Json, path: string): [parent: Json, name: string] {
  const names = path.split('.');
  const name = names.pop() ?? '';
  const parent = objectAt(json, names);
  if (parent === undefined) throw new NoSuchPlace(`there is no place ${path}`);
  return [parent, name];
}

function objectAt(value: unknown, [key, ...rest]: readonly string[]): Json | undefined {
  if (!isObject(value)) return undefined;
  if (key === undefined) return value;
  if (key !== '*') return objectAt(value[key], rest);
  return Object.values(value)
    .map((item) => objectAt(item, rest))
    .find((found) => found !== undefined);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
