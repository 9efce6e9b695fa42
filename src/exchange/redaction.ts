import { defined } from '../defined.js';
import type { Finding } from '../requirements/result.js';
import { bodyOf, isObject, mediaTypeOf } from './body.js';
import { decodedSegment } from './decoded.js';
import { describeValue, showValue } from './describe-value.js';
import type { Exchange, ExchangeResponse, StoredExchange } from './exchange.js';
import { FIELDS, fieldOf, fieldsAt, type Fields } from './fields.js';
import { isUnfilled } from './no-value.js';
import type { Observation } from './observation.js';
import { personalValuesOf, type PersonalValues } from './personal-values.js';
import type { Pseudonyms } from './pseudonym.js';
import { REDACTED, Scrubber } from './scrub.js';
import { SecretPieces } from './secret-pieces.js';
import { isListed, StoredBody } from './stored-body.js';

/** The length of a stored body as JSON, at most, in characters; the rest is left out unseen. */
const MAX_BODY = 64 * 1024;

/** Headers whose values explain something and are not secret. */
const SHOWN_REQUEST_HEADERS = new Set([
  ...['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'cache-control', 'connection'],
  ...['content-length', 'content-type', 'date', 'expect', 'host', 'pragma', 'te', 'transfer-encoding', 'user-agent'],
  ...['x-correlation-id', 'x-request-id'],
]);

const SHOWN_RESPONSE_HEADERS = new Set([
  ...['allow', 'cache-control', 'connection', 'content-encoding', 'content-length', 'content-type', 'date'],
  ...['keep-alive', 'location', 'retry-after', 'server', 'transfer-encoding', 'vary', 'www-authenticate'],
  ...['x-correlation-id', 'x-request-id'],
]);

/** How long the value of a field may be among the numbers of a sweep. */
const MAX_SHOWN = 200;

/**
 * Takes secrets and personal data out of what a run has seen, before any of it is stored or shown.
 * A value is shown only if the contract documents its field and does not call it personal; what was
 * taken out in one place is taken out of every other text of the run as well. Customer ids become
 * pseudonyms. docs/privacy.md says which spellings are recognized.
 */
export class Redaction {
  readonly #pseudonyms: Pseudonyms;
  readonly #scrubber: Scrubber;
  readonly #showPersonalData: boolean;
  #knownIds = 0;

  /**
   * @param secrets tokens, keys and client secrets of the run; pieces of secrets may be shared by many redactions
   * @param options.showPersonalData for fictional customers: takes out secrets only
   */
  constructor(
    pseudonyms: Pseudonyms,
    secrets: Iterable<string> | SecretPieces,
    options: { showPersonalData?: boolean } = {},
  ) {
    this.#pseudonyms = pseudonyms;
    this.#showPersonalData = options.showPersonalData ?? false;
    const pieces = secrets instanceof SecretPieces ? secrets : new SecretPieces(secrets);
    this.#scrubber = new Scrubber(pieces, (id) => this.#nameOf(id));
  }

  /** Remembers the personal values and customer ids of a body, to recognize them elsewhere. */
  learn(body: unknown): void {
    if (!this.#showPersonalData) this.learnValues(personalValuesOf(body));
  }

  /** Remembers personal values and customer ids. */
  learnValues({ values, ids }: PersonalValues): void {
    for (const value of values) this.#scrubber.add(value);
    for (const id of ids) this.#pseudonyms.of(id);
  }

  /** Remembers one more secret, such as a token that was fetched. */
  learnSecret(value: string): void {
    this.#scrubber.addSecret(value);
  }

  /** One of our sentences, without anything that the run knows to be a secret, personal or a customer's id. */
  text(text: string): string {
    return this.#scrubbed(text, true);
  }

  /** A text of the provider, such as the name of an undocumented field, likewise. */
  foreignText(text: string): string {
    return this.#scrubbed(text, false);
  }

  /** The value of a field, such as `tags[]`, as a stored body shows it. */
  fieldValue(path: string, value: string): string {
    return String(new StoredBody(this.#rules, MAX_SHOWN).of(value, fieldsAt(path)));
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
    const { id, purpose, variation, request, response, failure } = exchange;
    return defined({
      id,
      purpose,
      variation,
      request: { method: request.method, url: this.#url(request.url), headers: this.#requestHeaders(request.headers) },
      response: response && this.#response(response),
      error: failure && this.text(failure.message),
      startedAt: new Date(exchange.startedAt).toISOString(),
      durationMs: Math.round(exchange.durationMs * 10) / 10,
    });
  }

  /** An address without query values: the endpoint takes none, so they may be secrets. */
  #url(url: string): string {
    return this.text(url.replace(/([?&][^=&#]*)=[^&#]*/g, `$1=${REDACTED}`));
  }

  #requestHeaders(headers: Record<string, string>): Record<string, string> {
    return this.#headers(headers, SHOWN_REQUEST_HEADERS, (name, value) => {
      const scheme = name === 'authorization' ? /^(?:Bearer|Basic) /.exec(value)?.[0] : '';
      return value === '' ? value : `${scheme ?? ''}${REDACTED}`;
    });
  }

  /** A stored exchange without what was learned since it was stored. */
  again(stored: StoredExchange): StoredExchange {
    const headers = (all: Record<string, string>): Record<string, string> =>
      Object.fromEntries(Object.entries(all).map(([name, value]) => [name, this.foreignText(value)]));
    const { request, response, error } = stored;
    return defined({
      ...stored,
      request: { ...request, url: this.text(request.url), headers: headers(request.headers) },
      response: response && {
        ...response,
        headers: headers(response.headers),
        body: this.#bodyAgain(response.body, FIELDS),
      },
      error: error && this.text(error),
    });
  }

  #bodyAgain(value: unknown, fields: Fields | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#bodyAgain(item, fields));
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).map(([name, child]) => {
          const own = fieldOf(fields, name);
          return [own === undefined ? this.foreignText(name) : name, this.#bodyAgain(child, own)];
        }),
      );
    }
    return typeof value === 'string' && !isListed(value) ? this.foreignText(value) : value;
  }

  #response(response: ExchangeResponse): NonNullable<StoredExchange['response']> {
    const { status, bytes } = response;
    const headers = this.#headers(response.headers, SHOWN_RESPONSE_HEADERS, () => REDACTED);
    const body = bodyOf(response);
    if (body.kind !== 'json') {
      const mediaType = this.foreignText(mediaTypeOf(response) ?? 'no media type');
      return { status, headers, body: `[${body.kind}: ${bytes.length} bytes of ${mediaType}]` };
    }
    const stored = new StoredBody(this.#rules, MAX_BODY);
    const shown = stored.of(body.value, FIELDS);
    if (!stored.isCut) return { status, headers, body: shown };
    return { status, headers, body: shown, note: `The body of ${bytes.length} bytes is cut at 64 KiB.` };
  }

  /** Headers with the values that explain something; the caller decides what to show of the others. */
  #headers(
    headers: Record<string, string>,
    shown: ReadonlySet<string>,
    hidden: (name: string, value: string) => string,
  ): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) =>
        shown.has(name)
          ? [name, this.foreignText(value)]
          : [CREDENTIAL_HEADERS.has(name) ? name : this.foreignText(name), hidden(name, value)],
      ),
    );
  }

  /** A wrong value in words: as it is only if that reveals no person. */
  #shown(value: unknown, path: string): string {
    if (this.#showPersonalData) return showValue(value);
    if (path === 'customerId' && typeof value === 'string' && CUSTOMER_ID.test(value)) {
      return JSON.stringify(this.#pseudonyms.of(value));
    }
    return describeValue(value, { path, isOpen: fieldsAt(path) === 'open' });
  }

  get #rules(): ConstructorParameters<typeof StoredBody>[0] {
    return {
      scrub: (text) => this.foreignText(text),
      knows: (text) => this.#scrubber.knows(text),
      pseudonym: (id) => this.#pseudonyms.of(id),
      showPersonalData: this.#showPersonalData,
    };
  }

  #scrubbed(text: string, isOwn: boolean): string {
    if (this.#knownIds < this.#pseudonyms.count) {
      for (const [id] of this.#pseudonyms.ids) this.#scrubber.addId(id);
      this.#knownIds = this.#pseudonyms.count;
    }
    return this.#scrubber.scrub(text, isOwn);
  }

  /** The pseudonym of an id that was found in a text; absent if it is one already, or a placeholder. */
  #nameOf(found: string): string | undefined {
    const id = decodedSegment(found);
    if (PSEUDONYM.test(id) || isUnfilled(id)) return undefined;
    // Other text in such a place must not be taken for an id everywhere.
    return this.#pseudonyms.of(id, { remember: (id.match(/\d/g) ?? []).length > 4 });
  }
}

const CUSTOMER_ID = /^[\p{L}\d-]{4,40}$/u;

/** Their names are not secret, even if a secret contains one. */
const CREDENTIAL_HEADERS: ReadonlySet<string> = new Set(['authorization', 'x-api-key']);

/** What {@link Pseudonyms} makes, which must not be given a pseudonym again. */
const PSEUDONYM = /^customer-[0-9a-f]{12}$/;
