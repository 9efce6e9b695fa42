import { remembered } from '../remembered.js';
import { foldedText } from './mapped-text.js';
import { isMissingWord } from './no-value.js';
import { PhraseIndex, type Hit } from './phrase-index.js';

/** The length of a piece, which is enough to recognize a secret. */
const SHORTEST = 8;
const LONGEST = 16;

/**
 * Finds secrets, and pieces of them: a token that is cut short, or extended, still has most of its text. Any half of a
 * secret is found, and any 16 characters of a longer one; a secret of less than 8 characters only as a whole.
 */
export class SecretPieces {
  readonly #short = new PhraseIndex();
  readonly #known = new Set<string>();
  /** The pieces by their length. */
  readonly #pieces = new Map<number, Set<string>>();
  /** Which pairs of characters begin a piece, by their hash: most of a text begins none. */
  readonly #beginnings = new Uint8Array(1 << 16);

  /** @param secrets tokens, keys and client secrets */
  constructor(secrets: Iterable<string> = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Makes a secret known; one that is known already costs nothing. */
  add(secret: string): void {
    const text = foldedText(secret.trim());
    // A client without a token may send the word `undefined`, which must stay in our sentences.
    if (this.#known.has(text) || isMissingWord(text)) return;
    this.#known.add(text);
    if (text.length < SHORTEST) {
      this.#short.add(text);
      return;
    }
    const length = Math.min(LONGEST, Math.max(SHORTEST, Math.floor(text.length / 2)));
    const pieces = remembered(this.#pieces, length, () => new Set<string>());
    for (let at = 0; at + length <= text.length; at += 1) {
      pieces.add(text.slice(at, at + length));
      this.#beginnings[beginning(text, at)] = 1;
    }
  }

  /** Every place of a folded text that has a secret or a piece of one. */
  find(text: string, hit: Hit): void {
    this.#short.find(text, hit);
    for (const [length, pieces] of this.#pieces) {
      for (let at = 0; at + length <= text.length; at += 1) {
        if (this.#beginnings[beginning(text, at)] === 1 && pieces.has(text.slice(at, at + length)))
          hit(at, at + length);
      }
    }
  }
}

function beginning(text: string, at: number): number {
  return (text.charCodeAt(at) * 251 + text.charCodeAt(at + 1)) & 0xffff;
}
