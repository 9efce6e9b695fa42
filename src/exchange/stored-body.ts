import { listedValues } from '../generated/schema-facts.js';
import { isObject } from './body.js';
import { fieldOf, type Fields } from './fields.js';
import { REDACTED } from './scrub.js';

/** The fields of errors that are meant for people to read. */
const SENTENCES = new Set(['message', 'additionalDetails', 'title', 'error_description']);

/** What is nested deeper is removed without being read. */
export const MAX_DEPTH = 64;

/** The indentation of a value in results.json, in characters; each level adds two. */
const INDENT = 10;

/** What a body is redacted with. */
export interface BodyRules {
  /** Takes what is known out of a text of the provider. */
  scrub: (text: string) => string;
  /** Whether a value was made known as it is. */
  knows: (text: string) => boolean;
  /** The pseudonym of a customer's id. */
  pseudonym: (id: string) => string;
  showPersonalData: boolean;
}

/** Redacts a body, or a part of one, for storing. */
export class StoredBody {
  readonly #rules: BodyRules;
  #left: number;

  /** @param size how long the result may be in results.json, in characters; the rest is left out */
  constructor(rules: BodyRules, size: number) {
    this.#rules = rules;
    this.#left = size;
  }

  /** Whether something was left out. */
  get isCut(): boolean {
    return this.#left <= 0;
  }

  /** @param fields what the contract says about the value */
  of(value: unknown, fields: Fields | undefined, depth = 0, isSentence = false): unknown {
    const { showPersonalData } = this.#rules;
    this.#left -= INDENT + 2 * depth;
    if (fields === 'personal' && !showPersonalData && !isEmpty(value)) return this.#counted(REDACTED);
    if (depth > MAX_DEPTH) return this.#counted(REDACTED);
    if (Array.isArray(value)) return this.#items(value, fields, depth, isSentence);
    if (isObject(value)) return this.#object(value, fields, depth);
    if (isEmpty(value) || showPersonalData) return this.#counted(value);
    return this.#counted(this.#scalar(value, fields, isSentence));
  }

  #items(items: readonly unknown[], fields: Fields | undefined, depth: number, isSentence: boolean): unknown[] {
    const stored: unknown[] = [];
    for (const item of items) {
      if (this.isCut) {
        stored.push(`[cut: ${items.length - stored.length} more items]`);
        break;
      }
      stored.push(this.of(item, fields, depth + 1, isSentence));
    }
    this.#left -= 2;
    return stored;
  }

  #object(object: Record<string, unknown>, fields: Fields | undefined, depth: number): Record<string, unknown> {
    const stored: [name: string, value: unknown][] = [];
    for (const name in object) {
      if (!Object.hasOwn(object, name)) continue;
      if (this.isCut) {
        stored.push(['[cut]', 'more fields']);
        break;
      }
      const isKnown = fieldOf(fields, name) !== undefined || this.#rules.showPersonalData;
      const shownName = isKnown ? name : this.#rules.scrub(name);
      this.#left -= shownName.length + 4;
      stored.push([shownName, this.#field(name, object[name], fields, depth + 1)]);
    }
    this.#left -= 2;
    return Object.fromEntries(stored);
  }

  #field(name: string, value: unknown, parent: Fields | undefined, depth: number): unknown {
    const isId = name === 'customerId' && (typeof value === 'string' || typeof value === 'number');
    if (isId && !this.#rules.showPersonalData) return this.#counted(this.#rules.pseudonym(String(value)));
    return this.of(value, fieldOf(parent, name), depth, SENTENCES.has(name));
  }

  #scalar(value: unknown, fields: Fields | undefined, isSentence: boolean): unknown {
    if (fields !== 'open') return REDACTED;
    if (typeof value !== 'string') return this.#rules.knows(String(value)) ? REDACTED : value;
    if (isListed(value)) return value;
    // What no list has and is more than a word may be a person's words, in any field.
    return /\s/.test(value) && !isSentence ? REDACTED : this.#rules.scrub(value);
  }

  #counted(value: unknown): unknown {
    this.#left -= typeof value === 'string' ? value.length + 3 : 6;
    return value;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || typeof value === 'boolean';
}

const LISTED: ReadonlySet<string> = new Set(listedValues);

/** Whether the contract itself lists a value, or it is the code of a country: then it says nothing of a person. */
export function isListed(value: string): boolean {
  return LISTED.has(value) || /^[A-Z]{2,3}$/.test(value);
}
