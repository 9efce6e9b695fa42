import { TransitionTable } from './transition-table.js';

/** Longer phrases are found by their beginning. */
const MAX_DEPTH = 64;
/** Shorter phrases count as whole words only: a company called "Ox" must not be cut out of other words. */
const SHORT = 6;
/** The most characters of phrases that are learned, which takes less than 100 ms. */
const MAX_LEARNED = 200_000;

/** Where a phrase was found, from its first character to the one after its last. */
export type Hit = (start: number, end: number) => void;

/**
 * Finds any of many phrases in a text (Aho and Corasick). The time that a text takes depends on its own length alone,
 * however many phrases there are and however alike they begin.
 */
export class PhraseIndex {
  readonly #children = new TransitionTable();
  /** By node; node 0 is where every phrase begins. */
  readonly #parents = [0];
  readonly #characters = [0];
  readonly #depths = [0];
  /** What ends at a node itself: bits of lengths of short phrases, and whether a longer one. */
  readonly #ends = [0];
  /** The node of the longest other beginning of a phrase that a node ends with; see {@link PhraseIndex.#link}. */
  #fallbacks = new Int32Array(1);
  /** Bits of the lengths of short phrases that end at a node, and the length of the longest other one. */
  #words = new Uint8Array(1);
  #longest = new Uint8Array(1);
  #linked = 0;
  #learned = 0;

  /** Whether too many phrases were added to know all of them. */
  get isOverfull(): boolean {
    return this.#learned > MAX_LEARNED;
  }

  /** @param phrase folded; of less than two characters it is ignored */
  add(phrase: string): void {
    if (phrase.length < 2 || this.isOverfull) return;
    const length = Math.min(phrase.length, MAX_DEPTH);
    this.#learned += length;
    let node = 0;
    for (let at = 0; at < length; at += 1) node = this.#childOf(node, phrase.charCodeAt(at));
    const ends = length < SHORT ? 1 << length : 1;
    if (((this.#ends[node] ?? 0) & ends) === ends) return;
    this.#ends[node] = (this.#ends[node] ?? 0) | ends;
    this.#linked = 0;
  }

  /**
   * Every place of a folded text that has a phrase. Only the first 64 characters of a longer phrase are known, and all
   * of the text after them counts as the phrase.
   */
  find(text: string, hit: Hit): void {
    if (this.#parents.length === 1) return;
    if (this.#linked === 0) this.#link();
    let node = 0;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#next(node, text.charCodeAt(at));
      const longest = this.#longest[node] ?? 0;
      if (longest > 0) hit(at + 1 - longest, longest === MAX_DEPTH ? text.length : at + 1);
      for (let words = this.#words[node] ?? 0, length = 2; words >> length > 0; length += 1) {
        if ((words >> length) % 2 === 1 && standsAlone(text, at + 1 - length, at + 1)) hit(at + 1 - length, at + 1);
      }
    }
  }

  #childOf(node: number, character: number): number {
    const known = this.#children.get(node, character);
    if (known !== 0) return known;
    const child = this.#parents.length;
    this.#children.set(node, character, child);
    this.#parents.push(node);
    this.#characters.push(character);
    this.#depths.push((this.#depths[node] ?? 0) + 1);
    this.#ends.push(0);
    return child;
  }

  #next(from: number, character: number): number {
    for (let node = from; ; node = this.#fallbacks[node] ?? 0) {
      const child = this.#children.get(node, character);
      if (child !== 0 || node === 0) return child;
    }
  }

  /** Works out the fallbacks, and what ends at each node, the shallow ones first. */
  #link(): void {
    const count = this.#parents.length;
    this.#fallbacks = new Int32Array(count);
    this.#words = new Uint8Array(count);
    this.#longest = new Uint8Array(count);
    const levels = Array.from({ length: MAX_DEPTH + 1 }, (): number[] => []);
    for (let node = 1; node < count; node += 1) levels[this.#depths[node] ?? 0]?.push(node);
    for (const [depth, nodes] of levels.entries()) {
      for (const node of nodes) {
        const parent = this.#parents[node] ?? 0;
        const fallback = parent === 0 ? 0 : this.#next(this.#fallbacks[parent] ?? 0, this.#characters[node] ?? 0);
        this.#fallbacks[node] = fallback;
        const ends = this.#ends[node] ?? 0;
        this.#words[node] = (ends & ~1) | (this.#words[fallback] ?? 0);
        this.#longest[node] = ends % 2 === 1 ? depth : (this.#longest[fallback] ?? 0);
      }
    }
    this.#linked = count;
  }
}

const WORD = /[\p{L}\p{N}]/u;

function standsAlone(text: string, start: number, end: number): boolean {
  return !WORD.test(text.charAt(start - 1)) && !WORD.test(text.charAt(end));
}
