import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findNodeAtLocation, getNodeValue, parseTree, type JSONPath } from 'jsonc-parser';

/** A place in one of the schemas. */
export interface SchemaPlace {
  /** The path of the file from the root of the project. */
  file: string;
  pointer: JSONPath;
}

/** The files of the contract, before and after proposed changes. */
export class ContractFiles {
  readonly #root: string;
  readonly #before = new Map<string, string>();
  readonly #now = new Map<string, string>();

  /** @param root the folder of the project or of the installed package */
  constructor(root: string) {
    this.#root = root;
  }

  /** Whether a file exists: an installed package has the contract, but not the source. */
  has(file: string): boolean {
    return existsSync(join(this.#root, file));
  }

  /** The text of a file, with all changes so far. */
  text(file: string): string {
    const known = this.#now.get(file);
    if (known !== undefined) return known;
    const text = readFileSync(join(this.#root, file), 'utf8');
    this.#before.set(file, text);
    this.#now.set(file, text);
    return text;
  }

  /** Replaces the text of a file. */
  change(file: string, text: string): void {
    this.text(file);
    this.#now.set(file, text);
  }

  /** The files whose text has changed. */
  get changed(): { file: string; before: string; now: string }[] {
    return [...this.#now]
      .map(([file, now]) => ({ file, before: this.#before.get(file) ?? '', now }))
      .filter(({ before, now }) => before !== now)
      .sort((a, b) => (a.file < b.file ? -1 : 1));
  }

  /**
   * The place of the schema for a path such as `companyProfile.contacts[].email`, or of the customer for an empty path.
   * Undefined if the schemas have no such place.
   */
  placeOf(path: string): SchemaPlace | undefined {
    let place: SchemaPlace | undefined = { file: 'schemas/customer.json', pointer: [] };
    for (const part of path.split('.').filter((name) => name !== '')) {
      const [name = '', ...items] = part.split('[]');
      place = this.#below(place, ['properties', name]);
      for (const _item of items) place = this.#below(place, ['items']);
    }
    return place;
  }

  /** The value at a place; undefined if there is none. */
  valueAt({ file, pointer }: SchemaPlace): unknown {
    const tree = parseTree(this.text(file));
    const node = tree === undefined ? undefined : findNodeAtLocation(tree, pointer);
    return node === undefined ? undefined : (getNodeValue(node) as unknown);
  }

  #below(place: SchemaPlace | undefined, path: JSONPath): SchemaPlace | undefined {
    if (place === undefined) return undefined;
    const below = { file: place.file, pointer: [...place.pointer, ...path] };
    const value = this.valueAt(below);
    if (value === undefined) return undefined;
    const reference = (value as { $ref?: unknown }).$ref;
    return typeof reference === 'string' ? { file: `schemas/${reference}`, pointer: [] } : below;
  }
}
