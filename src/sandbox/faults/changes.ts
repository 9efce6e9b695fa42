/** A JSON object that may be changed as one likes. */
export type Json = Record<string, unknown>;

/** A change of a JSON object in place. */
export type Change = (json: Json) => void;

/** Sets the value at a path such as `companyProfile.contacts.0.email`. */
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
    (parent[name] as unknown[]).push(structuredClone(item));
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
  return [names.reduce((value, key) => value[key] as Json, json), name];
}
