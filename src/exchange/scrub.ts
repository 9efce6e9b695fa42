import { decodings } from './decodings.js';
import { PhraseIndex } from './phrase-index.js';

/** What stands where something was taken out. */
export const REDACTED = '[redacted]';

const EMAIL = /[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const TOKEN = /\beyJ[\w-]+(?:\.[\w-]*){1,4}|\bBearer\s+[\w.~+/=-]{8,}/gi;

/** Shorter values are taken out as whole words only: a company called "Ox" must not hollow out every text. */
const SHORT = 6;

/** Texts whose result is remembered; headers and addresses come again and again. */
const MAX_REMEMBERED = 1000;

/**
 * Takes known values out of texts in every form that they may have travelled in: in any case,
 * percent-encoded, escaped as in JSON or HTML, and inside base64 at any offset; e-mail addresses and
 * tokens also where they were not known. A text that still holds a value when its encodings are undone
 * is taken out as a whole. The time that a text takes does not grow with the length of the values.
 */
export class Scrubber {
  readonly #known = new Set<string>();
  readonly #plain = new PhraseIndex();
  readonly #forms = new PhraseIndex();
  readonly #remembered = new Map<string, string>();

  /** Makes a value known. Values of one character are too common to be taken out. */
  add(value: string): void {
    const trimmed = value.trim();
    if (trimmed.length < 2 || this.#known.has(trimmed)) return;
    this.#known.add(trimmed);
    this.#remembered.clear();
    const wholeWord = trimmed.length < SHORT;
    this.#plain.add(trimmed, wholeWord);
    for (const form of writtenForms(trimmed)) this.#forms.add(form, wholeWord);
    if (!wholeWord) for (const form of base64Forms(trimmed)) this.#forms.add(form, false);
  }

  /** Whether a value was made known as it is. */
  knows(value: string): boolean {
    return this.#known.has(value);
  }

  /** A text without the known values. */
  scrub(text: string): string {
    const remembered = this.#remembered.get(text);
    if (remembered !== undefined) return remembered;
    const scrubbed = this.#forms.replaced(text, REDACTED).replace(EMAIL, REDACTED).replace(TOKEN, REDACTED);
    const result = decodings(scrubbed).some((decoded) => this.#plain.occursIn(decoded)) ? REDACTED : scrubbed;
    if (this.#remembered.size < MAX_REMEMBERED) this.#remembered.set(text, result);
    return result;
  }
}

function writtenForms(value: string): string[] {
  // Half a surrogate pair, which JSON allows, cannot be percent-encoded.
  const percent = encodeURIComponent(Buffer.from(value).toString());
  const html = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return [value, percent, percent.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1), html];
}

/** The part of the base64 of any text around a value that depends on the value alone, for each alignment. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(first, last), bytes.toString('base64url').slice(first, last)];
  });
}
