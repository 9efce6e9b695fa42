import { createHash } from 'node:crypto';
import { remembered } from '../remembered.js';
import { canonical, dictOf, isDict, listOf, mapOf, valueAt, type Dict } from '../description/json.js';
import { withoutDocumentation } from '../description/documentation.js';

const LONGEST_TEXT = 2000;

/** Follows the references of one bundled document. A circular reference leads to undefined. */
export class References {
  readonly document: Dict;
  /** In OpenAPI 3.0, anything next to a reference is ignored, and null is allowed by `nullable`. */
  readonly isVersion30: boolean;
  readonly #names = new Map<unknown, string>();
  readonly #besides = new WeakMap<Dict, Dict>();
  readonly #ids = new WeakMap<Dict, number>();
  #lastId = 0;

  constructor(document: Dict) {
    this.document = document;
    this.isVersion30 = String(document['openapi']).startsWith('3.0');
    for (const [name, schema] of mapOf(dictOf(document['components'])['schemas'])) this.#names.set(schema, name);
  }

  /** What a value refers to, or the value itself if it is not a reference. */
  follow(value: unknown): unknown {
    const seen = new Set<unknown>();
    let current = value;
    while (isDict(current) && typeof current['$ref'] === 'string') {
      if (seen.has(current)) return undefined;
      seen.add(current);
      current = this.#at(current['$ref']);
    }
    return current;
  }

  /** The object that a value is or refers to; empty if there is none. */
  object(value: unknown): Dict {
    return dictOf(this.follow(value));
  }

  /** The name of the component that a schema is, if it is one. */
  nameOf(schema: unknown): string | undefined {
    return this.#names.get(this.follow(schema));
  }

  /**
   * A value as text, with everything that it refers to and without documentation: two equal texts mean the same. A long
   * text is cut, with a digest of the whole.
   */
  textOf(value: unknown): string {
    const own = canonical(withoutDocumentation(value ?? null));
    const targets = new Map<string, string>();
    const collect = (text: string): void => {
      for (const [, quoted = '""'] of text.matchAll(/"\$ref":("(?:[^"\\]|\\.)*")/g)) {
        const reference = JSON.parse(quoted) as string;
        if (targets.has(reference)) continue;
        const target = canonical(withoutDocumentation(this.#at(reference) ?? null));
        targets.set(reference, target);
        collect(target);
      }
    };
    collect(own);
    if (targets.size === 0 && own.length <= LONGEST_TEXT) return own;
    const all = [own, ...[...targets].sort(([a], [b]) => (a < b ? -1 : 1)).flat()].join('\n');
    const digest = createHash('sha256').update(all).digest('hex').slice(0, 16);
    return `${own.slice(0, LONGEST_TEXT)}${own.length > LONGEST_TEXT ? '…' : ''} (all of it: ${digest})`;
  }

  /** A number for an object of the document: the same object always gets the same. */
  idOf(object: Dict): number {
    return remembered(this.#ids, object, () => (this.#lastId += 1));
  }

  /** Every schema that has to hold if these do: references and `allOf` are followed, each schema once. */
  flattened(schemas: readonly unknown[]): Dict[] {
    const found = new Set<Dict>();
    const collect = (schema: unknown): void => {
      if (schema === false) found.add(NOTHING);
      if (!isDict(schema) || found.has(schema)) return;
      if (typeof schema['$ref'] !== 'string') {
        found.add(schema);
        for (const part of listOf(schema['allOf'])) collect(part);
        return;
      }
      const beside = this.#beside(schema);
      if (found.has(beside)) return;
      found.add(beside);
      collect(this.#at(schema['$ref']));
      for (const part of listOf(beside['allOf'])) collect(part);
    };
    for (const schema of schemas) collect(schema);
    return [...found].filter((schema) => Object.keys(schema).some((keyword) => keyword !== 'allOf'));
  }

  #beside(schema: Dict): Dict {
    const { $ref: _ref, ...rest } = schema;
    return remembered(this.#besides, schema, () => (this.isVersion30 ? {} : rest));
  }

  #at(reference: string): unknown {
    return valueAt(this.document, reference);
  }
}

/** The schema `false`: no value fits it. */
const NOTHING: Dict = { not: {} };
