import { documentedFields, listedValues } from '../generated/schema-facts.js';
import type { Finding } from '../requirements/result.js';
import { bodyOf, isObject, mediaTypeOf } from './body.js';
import { describeValue, showValue } from './describe-value.js';
import type { Exchange, ExchangeResponse, StoredExchange } from './exchange.js';
import type { Observation } from './observation.js';
import type { Pseudonyms } from './pseudonym.js';
import { REDACTED, Scrubber } from './scrub.js';

type Fields = 'open' | 'personal' | { readonly [name: string]: Fields };

/** What IMS answers with belongs to no resource of the API, but explains a refusal. */
const FIELDS: Fields = { ...documentedFields, error: 'open', error_description: 'open' };

/** The fields of errors that are meant for people to read. */
const SENTENCES = new Set(['message', 'additionalDetails', 'title', 'error_description']);

/** What is nested deeper, in a body or in personal data, is taken out unseen. */
const MAX_DEPTH = 64;

/** A longer text is taken out unseen: no field and no header that explains anything is so long. */
const MAX_TEXT = 4000;

const SECRET_REQUEST_HEADERS = new Set(['authorization', 'x-api-key', 'cookie', 'proxy-authorization']);

const SHOWN_RESPONSE_HEADERS = new Set([
  'allow',
  'cache-control',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'location',
  'retry-after',
  'server',
  'transfer-encoding',
  'vary',
  'www-authenticate',
  'x-correlation-id',
  'x-request-id',
]);

/**
 * Takes secrets and personal data out of what a run has seen, before any of it is stored or shown.
 * A value is shown only where the contract documents its field and does not call it personal; what
 * was taken out in one place is taken out of every other text of the run as well. Customer ids
 * become pseudonyms.
 */
export class Redaction {
  readonly #pseudonyms: Pseudonyms;
  readonly #scrubber = new Scrubber();
  readonly #showPersonalData: boolean;

  /**
   * @param secrets tokens, keys and client secrets of the run
   * @param options.showPersonalData for customers that nobody is: takes out secrets only
   */
  constructor(pseudonyms: Pseudonyms, secrets: Iterable<string>, options: { showPersonalData?: boolean } = {}) {
    this.#pseudonyms = pseudonyms;
    this.#showPersonalData = options.showPersonalData ?? false;
    for (const secret of secrets) this.#scrubber.add(secret);
  }

  /** Remembers the personal values and customer ids of a body, to recognise them elsewhere. */
  learn(body: unknown): void {
    if (!this.#showPersonalData) this.#collect(body, FIELDS, 0);
  }

  /** Remembers one more secret, such as a token that was fetched. */
  learnSecret(value: string): void {
    this.#scrubber.add(value);
  }

  /** A text without anything that the run knows to be secret, personal or a customer's id. */
  text(text: string): string {
    if (text.length > MAX_TEXT) return `${REDACTED} (${text.length} characters)`;
    let result = this.#scrubber.scrub(text);
    for (const [id, pseudonym] of this.#pseudonyms.ids) result = replacedWord(result, id, pseudonym);
    return result.replace(/(\/customers\/)([^/?#\s"]+)/g, (_whole, path: string, id: string) =>
      PSEUDONYM.test(id) || id === '{customer-id}' ? path + id : path + this.#pseudonyms.of(decodedSegment(id)),
    );
  }

  /** A finding as it may be written. */
  finding({ value, expectedValue, ...observation }: Observation): Finding {
    const finding: Finding = { ...observation, message: this.text(observation.message) };
    const { path = '', expected } = observation;
    if (value !== undefined) finding.actual = this.#shown(value, path);
    if (expectedValue !== undefined) {
      finding.expected = [this.#shown(expectedValue, path), ...(expected === undefined ? [] : [expected])].join(', ');
    }
    for (const key of ['path', 'expected', 'actual'] as const) {
      const text = finding[key];
      if (text !== undefined) finding[key] = this.text(text);
    }
    return finding;
  }

  /** An exchange as it may be written. */
  exchange(exchange: Exchange): StoredExchange {
    const { id, purpose, request, response, failure } = exchange;
    return {
      id,
      purpose,
      request: {
        method: request.method,
        url: this.text(request.url),
        headers: mapHeaders(request.headers, (name, value) =>
          SECRET_REQUEST_HEADERS.has(name)
            ? value.replace(/^(Bearer |Basic |).*$/s, `$1${REDACTED}`)
            : this.text(value),
        ),
      },
      ...(response === undefined ? {} : { response: this.#response(response) }),
      ...(failure === undefined ? {} : { error: this.text(failure.message) }),
      startedAt: new Date(exchange.startedAt).toISOString(),
      durationMs: Math.round(exchange.durationMs * 10) / 10,
    };
  }

  #response(response: ExchangeResponse): NonNullable<StoredExchange['response']> {
    const body = bodyOf(response);
    return {
      status: response.status,
      headers: mapHeaders(response.headers, (name, value) =>
        SHOWN_RESPONSE_HEADERS.has(name) ? this.text(value) : REDACTED,
      ),
      body:
        body.kind === 'json'
          ? this.#body(body.value, FIELDS, 0)
          : `[${body.kind}: ${response.bytes.length} bytes of ${this.text(mediaTypeOf(response) ?? 'no media type')}]`,
    };
  }

  #body(value: unknown, fields: Fields | undefined, depth: number, isSentence = false): unknown {
    if (value === null || value === '' || typeof value === 'boolean' || this.#showPersonalData) return value;
    if (fields === 'personal' || depth > MAX_DEPTH) return REDACTED;
    if (Array.isArray(value)) return value.map((item) => this.#body(item, fields, depth + 1, isSentence));
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, child]) => [
          fieldOf(fields, name) === undefined ? this.text(name) : name,
          this.#field(name, child, fields, depth + 1),
        ]),
      );
    }
    if (fields !== 'open') return REDACTED;
    if (typeof value === 'string') {
      if (isListed(value)) return value;
      // What no list has and is more than a word may be anybody's words, whatever field it has strayed into.
      return /\s/.test(value) && !isSentence ? REDACTED : this.text(value);
    }
    return typeof value === 'number' && this.#scrubber.knows(String(value)) ? REDACTED : value;
  }

  #field(name: string, value: unknown, parent: Fields | undefined, depth: number): unknown {
    if (name === 'customerId' && isScalar(value)) return this.#pseudonyms.of(String(value));
    return this.#body(value, fieldOf(parent, name), depth, SENTENCES.has(name));
  }

  /** A wrong value in words: as it is only where that gives nobody away. */
  #shown(value: unknown, path: string): string {
    if (this.#showPersonalData) return showValue(value);
    if (path === 'customerId' && typeof value === 'string' && CUSTOMER_ID.test(value)) {
      return JSON.stringify(this.#pseudonyms.of(value));
    }
    return describeValue(value, { path, isOpen: fieldsAt(path) === 'open' });
  }

  #collect(value: unknown, fields: Fields | undefined, depth: number): void {
    if (depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) this.#collect(item, fields, depth + 1);
    } else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) {
        if (name === 'customerId' && isScalar(child)) this.#pseudonyms.of(String(child));
        else this.#collect(child, fields === 'personal' ? 'personal' : fieldOf(fields, name), depth + 1);
      }
    } else if (fields === 'personal' && isScalar(value)) {
      this.#scrubber.add(String(value));
    }
  }
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const LISTED: ReadonlySet<string> = new Set(listedValues);

/** Whether the contract itself lists a value, or it is the code of a country: then it says nothing of a person. */
function isListed(value: string): boolean {
  return LISTED.has(value) || /^[A-Z]{2,3}$/.test(value);
}

const CUSTOMER_ID = /^[\p{L}\d-]{4,40}$/u;

/** What {@link Pseudonyms} make, which is not to be made a pseudonym again. */
const PSEUDONYM = /^customer-[0-9a-f]{12}$/;

/** Ids that are shorter are replaced where they stand alone only: they may be part of anything. */
const LONG_ID = 6;

/** A text with an id replaced wherever it stands. */
function replacedWord(text: string, word: string, replacement: string): string {
  // Most texts hold no id, and an expression takes longer to build than to be told so.
  if (!text.includes(word)) return text;
  if (word.length >= LONG_ID) return text.replaceAll(word, replacement);
  const pattern = word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'gu'), replacement);
}

function fieldOf(fields: Fields | undefined, name: string): Fields | undefined {
  if (typeof fields !== 'object' || !Object.hasOwn(fields, name)) return undefined;
  return fields[name];
}

/** What the contract says of the field at a path such as `companyProfile.contacts[0].email`. */
function fieldsAt(path: string | undefined): Fields | undefined {
  if (path === undefined || path === '') return FIELDS;
  const names = path.replaceAll(/\[\d+\]/g, '').split('.');
  return names.reduce<Fields | undefined>((fields, name) => fieldOf(fields, name), FIELDS);
}

function mapHeaders(
  headers: Record<string, string>,
  change: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}

function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
