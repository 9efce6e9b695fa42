import { dirname, posix, resolve } from 'node:path';
import { holdsNames } from './documentation.js';
import { dictOf, isDict, mapOf, valueAt, type Dict } from './json.js';

/** An unresolvable reference, with its place. */
export class BrokenReference extends Error {
  override readonly name = 'BrokenReference';

  constructor(
    readonly pointer: string,
    reason: string,
  ) {
    super(reason);
  }
}

/** Reads and parses another file by its absolute path; throws an error that says why it cannot. */
export type ReadFile = (path: string) => Promise<unknown>;

/** Keywords whose values are data; a `$ref` in them is not a reference. */
const DATA = new Set(['example', 'default', 'const', 'enum', 'value']);

interface Place {
  readonly file: string;
  readonly pointer: string;
  /** Whether the value is a schema or inside one; the target of a reference there becomes a component. */
  readonly inSchema: boolean;
  /** Whether the value's keys are names of fields or components, not keywords. */
  readonly isMap: boolean;
  /** The references that were replaced by their targets on the way here. */
  readonly replaced: readonly string[];
}

/**
 * A description as one self-contained document. Schemas in other files become components, named by the last segment of
 * the reference; anything else in other files replaces the reference.
 *
 * @throws BrokenReference if a reference cannot be resolved
 */
export async function bundled(document: Dict, path: string, read: ReadFile): Promise<Dict> {
  const files = new Map<string, unknown>([[path, document]]);
  const components = mapOf(dictOf(document['components'])['schemas']);
  const names = new Map<string, string>();
  const added = new Map<string, unknown>();

  async function targetOf(
    reference: string,
    { file, pointer }: Place,
  ): Promise<[file: string, at: string, value: unknown]> {
    const [name = '', fragment = ''] = reference.split('#', 2);
    if (/^[a-z][a-z\d+.-]+:/i.test(name))
      throw new BrokenReference(pointer, `${name} is remote; remote references are not followed`);
    const target = name === '' ? file : resolve(dirname(file), decodeURIComponent(name));
    try {
      if (!files.has(target)) files.set(target, await read(target));
    } catch (error) {
      throw new BrokenReference(pointer, (error as Error).message);
    }
    const value = valueAt(files.get(target), `#${fragment}`);
    if (value === undefined) throw new BrokenReference(pointer, `${reference} does not exist`);
    return [target, fragment, value];
  }

  async function component(file: string, at: string, value: unknown): Promise<string> {
    const key = `${file}#${at}`;
    const known = names.get(key);
    if (known !== undefined) return known;
    const step = at === '' ? posix.basename(file).replace(/\.[^.]*$/, '') : posix.basename(at);
    const base = step.replace(/[^\w.-]/g, '_');
    let name = base;
    for (let count = 2; components.has(name) || added.has(name); count += 1) name = `${base}-${count}`;
    names.set(key, name);
    added.set(name, {});
    added.set(name, await copy(value, { file, pointer: `#${at}`, inSchema: true, isMap: false, replaced: [] }));
    return name;
  }

  async function reference(node: Dict, written: string, place: Place): Promise<unknown> {
    const [file, at, value] = await targetOf(written, place);
    const { $ref: _ref, ...beside } = node;
    const rest = dictOf(await children(beside, place));
    if (file === path) return { ...rest, $ref: `#${at}` };
    if (place.inSchema) return { ...rest, $ref: `#/components/schemas/${await component(file, at, value)}` };
    const key = `${file}#${at}`;
    if (place.replaced.includes(key)) throw new BrokenReference(place.pointer, `${written} is circular`);
    return copy(value, { ...place, file, pointer: `#${at}`, replaced: [...place.replaced, key] });
  }

  async function copy(node: unknown, place: Place): Promise<unknown> {
    if (!place.isMap && isDict(node) && typeof node['$ref'] === 'string') return reference(node, node['$ref'], place);
    return children(node, place);
  }

  async function children(node: unknown, place: Place): Promise<unknown> {
    if (typeof node !== 'object' || node === null) return node;
    const step = (name: string): Place => ({
      ...place,
      pointer: `${place.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      inSchema: place.inSchema || (!place.isMap && (name === 'schema' || name === 'schemas')),
      isMap: !place.isMap && holdsNames(name),
    });
    if (Array.isArray(node)) {
      const copies: unknown[] = [];
      for (const [index, child] of node.entries())
        copies.push(await copy(child, { ...step(String(index)), isMap: false }));
      return copies;
    }
    const copied: [string, unknown][] = [];
    for (const [name, child] of Object.entries(node)) {
      const isData = !place.isMap && (DATA.has(name) || (name === 'examples' && place.inSchema));
      copied.push([name, isData ? child : await copy(child, step(name))]);
    }
    return Object.fromEntries(copied);
  }

  const whole = dictOf(await copy(document, { file: path, pointer: '#', inSchema: false, isMap: false, replaced: [] }));
  if (added.size === 0) return whole;
  const parts = dictOf(whole['components']);
  const schemas = { ...dictOf(parts['schemas']), ...Object.fromEntries(added) };
  return { ...whole, components: { ...parts, schemas } };
}
