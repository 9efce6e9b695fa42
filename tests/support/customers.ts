import { readFileSync } from 'node:fs';

/** A JSON object that a test may change as it likes. */
export type Json = Record<string, unknown>;

/** A change of a JSON object in place. */
export type Change = (json: Json) => void;

type Example = 'education' | 'large-government-agency' | 'three-year-commit' | 'sparse';

/** A fresh copy of an example of the contract, changed. */
export function customer(name: Example, ...changes: Change[]): Json {
  const file = new URL(`../../openapi/examples/${name}.json`, import.meta.url);
  const { value } = JSON.parse(readFileSync(file, 'utf8')) as { value: Json };
  for (const change of changes) change(value);
  return value;
}

/** Sets the value at a path such as `companyProfile.contacts.0.email`. */
export function set(path: string, value: unknown): Change {
  return (json) => {
    const [parent, name] = placeOf(json, path);
    parent[name] = value;
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
    (parent[name] as unknown[]).push(item);
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
