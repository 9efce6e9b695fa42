import { BoundedMemo, remembered } from '../remembered.js';
import { encodedRuns, readings, type EncodedRun } from './decodings.js';
import { folded, foldedText, originalRange, type MappedText } from './mapped-text.js';
import { isInHeaderName, isOwnWording } from './own-words.js';
import { PhraseIndex } from './phrase-index.js';
import {
  findCustomerIds,
  findEmails,
  findParameters,
  findPhones,
  findTokens,
  phoneForms,
  spelledOut,
} from './recognized.js';
import { SecretPieces } from './secret-pieces.js';

/** What replaces something that was removed. */
export const REDACTED = '[redacted]';

/** A longer text is removed without being searched: no field or header that explains anything is this long. */
const MAX_TEXT = 4000;

/** Texts whose result is remembered, and how long they are at most: headers, addresses and whole bodies repeat. */
const MAX_REMEMBERED = 10_000;
const MAX_REMEMBERED_TEXT = 300;

/** Nested encodings are decoded up to this depth. */
const MAX_NESTING = 2;

/** A part of a text to remove, and its replacement. */
interface Cut {
  start: number;
  end: number;
  by: string;
}

/** Called with where something was found in a reading, and perhaps with what replaces it. */
type Found = (reading: MappedText & { isEscaped?: boolean }, start: number, end: number, by?: string) => void;

/** Returns the pseudonym of a customer id; undefined for anything else. */
type NameOf = (id: string) => string | undefined;

/**
 * Takes known values out of texts in every spelling that docs/privacy.md promises, and what looks like a secret, an
 * email address or a customer's id even if it is not known. The time depends only on the length of the text.
 */
export class Scrubber {
  readonly #secrets: SecretPieces;
  readonly #nameOf: NameOf;
  readonly #known = new Set<string>();
  readonly #values = new PhraseIndex();
  readonly #phones = new PhraseIndex();
  readonly #ids = new PhraseIndex();
  readonly #scrubbedTexts = new BoundedMemo<string, string>(MAX_REMEMBERED);
  /** Whether an encoded part of a text contains anything that is known. */
  readonly #runs = new BoundedMemo<string, boolean>(MAX_REMEMBERED);

  /** @param nameOf gives the pseudonym of a customer id */
  constructor(secrets: SecretPieces, nameOf: NameOf) {
    this.#secrets = secrets;
    this.#nameOf = nameOf;
  }

  /** Makes a personal value known. Values of one character are too common to be taken out. */
  add(value: string): void {
    if (this.#values.isOverfull || this.#known.has(value)) return;
    this.#known.add(value);
    const trimmed = value.trim();
    this.#values.add(foldedText(trimmed.slice(0, 300)));
    if (trimmed.length < 40) for (const digits of phoneForms(trimmed)) this.#phones.add(digits);
    this.#forget();
  }

  /** Makes a token, key or client secret known. */
  addSecret(value: string): void {
    this.#secrets.add(value);
    this.#forget();
  }

  /** Makes the id of a customer known. */
  addId(id: string): void {
    this.#ids.add(foldedText(id));
    this.#forget();
  }

  /** Whether a value was made known as it is. */
  knows(value: string): boolean {
    return this.#known.has(value);
  }

  /**
   * A text without what is known.
   *
   * @param isOwn whether the text is one of our sentences, whose own words stay even if a customer is called so
   */
  scrub(text: string, isOwn: boolean): string {
    if (text.length > MAX_TEXT) return `${REDACTED} (${text.length} characters)`;
    const key = `${isOwn ? 'own' : 'foreign'} ${text}`;
    const scrub = (): string => (this.#values.isOverfull ? unseen(text, isOwn) : this.#scrubbed(text, isOwn));
    return text.length > MAX_REMEMBERED_TEXT ? scrub() : remembered(this.#scrubbedTexts, key, scrub);
  }

  #scrubbed(text: string, isOwn: boolean): string {
    const cuts: Cut[] = [];
    const cut: Found = (reading, start, end, by = REDACTED) => {
      const [from, to] = originalRange(reading, start, end);
      cuts.push({ start: from, end: to, by });
    };
    const cutIfForeign: Found = (reading, start, end, by) => {
      if (!isOwn || !isOwnWording(reading.text, start, end)) cut(reading, start, end, by);
    };
    const cutId: Found = (reading, start, end) => {
      const [from, to] = originalRange(reading, start, end);
      // Folding changes ids with capital letters, so only escaped ids are taken from it.
      const name = this.#nameOf(reading.isEscaped ? reading.text.slice(start, end) : text.slice(from, to));
      if (name !== undefined) cut(reading, start, end, name);
    };
    for (const [layer, reading] of readings(text).entries()) {
      const plain = { ...folded(reading), isEscaped: layer > 0 };
      this.#secrets.find(plain.text, (start, end) => {
        if (!isOwn || !isInHeaderName(plain.text, start, end)) cut(plain, start, end);
      });
      this.#findValues(plain, cutIfForeign);
      findPhones(plain.text, this.#phones, (start, end) => cut(plain, start, end));
      findTokens(plain.text, (start, end) => cutIfForeign(plain, start, end));
      findParameters(plain.text, (start, end) => cut(plain, start, end));
      for (const spelling of [plain, spelledOut(plain, false)]) {
        if (spelling !== undefined) findEmails(spelling.text, (start, end) => cut(spelling, start, end));
      }
      this.#ids.find(plain.text, (start, end) => {
        if (!isOwn || !isOwnWording(plain.text, start, end)) cutId(plain, start, end);
      });
      findCustomerIds(plain.text, (start, end) => cutId(plain, start, end));
      for (const run of encodedRuns(reading.text)) {
        const hides = remembered(this.#runs, `${run.kind} ${run.run}`, () => this.#hides(run));
        if (hides) cut(reading, run.start, run.end);
      }
    }
    return withCuts(text, cuts);
  }

  /** Finds personal values in a folded reading, telephone numbers aside. */
  #findValues(plain: MappedText, found: Found): void {
    this.#values.find(plain.text, (start, end) => found(plain, start, end));
    const withSigns = spelledOut(plain, true);
    if (withSigns === undefined) return;
    this.#values.find(withSigns.text, (start, end) => {
      // What contains no such sign was found before.
      if (withSigns.text.slice(start, end).includes('@')) found(withSigns, start, end);
    });
  }

  /** Whether an encoded part of a text contains anything that is known. */
  #hides({ kind, run, decoded }: EncodedRun): boolean {
    const find = (plain: MappedText, hit: () => void): void => {
      this.#secrets.find(plain.text, hit);
      this.#findValues(plain, hit);
      findPhones(plain.text, this.#phones, hit);
      this.#ids.find(plain.text, hit);
    };
    const isWording = kind === 'base64' && isOwnWording(run.toLowerCase(), 0, run.length);
    return !isWording && decoded().some((text) => isReadable(text) && contains(text, find, MAX_NESTING - 1));
  }

  #forget(): void {
    if (this.#scrubbedTexts.size > 0) this.#scrubbedTexts.clear();
    if (this.#runs.size > 0) this.#runs.clear();
  }
}

/** Whether a text contains a secret, or a piece of one, in any spelling. */
export function containsSecret(text: string, secrets: SecretPieces): boolean {
  return contains(text, (plain, hit) => secrets.find(plain.text, hit), MAX_NESTING);
}

/** Whether anything is found in a text, or in what it says once its encodings are decoded. */
function contains(text: string, find: (plain: MappedText, hit: () => void) => void, nesting: number): boolean {
  let found = false;
  return readings(text).some((reading) => {
    find(folded(reading), () => (found = true));
    if (found || nesting === 0) return found;
    return encodedRuns(reading.text).some(({ decoded }) =>
      decoded().some((inner) => contains(inner, find, nesting - 1)),
    );
  });
}

/** Whether something decoded may be text: anything else, or text read from the wrong offset, is mostly not UTF-8. */
function isReadable(decoded: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return /[^\u0000-\u001f\u007f-\u009f\ufffd]{3}/.test(decoded);
}

/** What is kept of a text if there are more values than can be looked for: our own words. */
function unseen(text: string, isOwn: boolean): string {
  if (!isOwn) return REDACTED;
  const plain = text.toLowerCase();
  return text.replace(/[\p{L}\p{M}\p{N}_]+/gu, (word, at: number) =>
    plain.length === text.length && isOwnWording(plain, at, at + word.length) ? word : REDACTED,
  );
}

/** A text with parts of it replaced; parts that overlap are replaced together, by the replacement of the first. */
function withCuts(text: string, cuts: Cut[]): string {
  if (cuts.length === 0) return text;
  cuts.sort((one, other) => one.start - other.start || other.end - one.end);
  let result = '';
  let kept = 0;
  let last: Cut | undefined;
  for (const cut of cuts) {
    if (last !== undefined && cut.start < last.end) {
      if (cut.by === REDACTED) last.by = REDACTED;
      last.end = Math.max(last.end, cut.end);
      continue;
    }
    if (last !== undefined) {
      result += text.slice(kept, last.start) + last.by;
      kept = last.end;
    }
    last = { ...cut };
  }
  if (last !== undefined) result += text.slice(kept, last.start) + last.by + text.slice(last.end);
  return result;
}
