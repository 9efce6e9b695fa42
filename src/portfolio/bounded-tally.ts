import { hashOf } from './hash.js';

/**
 * Counts texts in bounded memory, so that the order of counting makes no difference: kept are those whose
 * hash is lowest, each with its exact count. A text that was dropped can never come back, because lower
 * hashes only ever crowd higher ones out; two tallies that were counted apart therefore add up to what
 * one would have been.
 */
export class BoundedTally<T> {
  readonly #kept = new Map<string, T>();
  /** The highest hash that is kept, once the limit is reached. */
  #highest = Infinity;

  /**
   * @param limit texts kept at the most
   * @param merge joins what two occasions say of one text
   */
  constructor(
    private readonly limit: number,
    private readonly merge: (a: T, b: T) => T,
  ) {}

  /** What is kept, sorted by text. */
  get entries(): [text: string, value: T][] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** What is kept of a text. */
  get(text: string): T | undefined {
    return this.#kept.get(text);
  }

  /** Whether a text would be kept; if not, its value need not be computed. */
  keeps(text: string): boolean {
    return this.#kept.has(text) || this.#kept.size < this.limit || rankOf(text) < this.#highest;
  }

  /** Adds an occasion of a text. */
  add(text: string, value: T): void {
    const known = this.#kept.get(text);
    if (known !== undefined) {
      this.#kept.set(text, this.merge(known, value));
      return;
    }
    if (!this.keeps(text)) return;
    this.#kept.set(text, value);
    if (this.#kept.size > this.limit) this.#kept.delete(this.#last());
    if (this.#kept.size === this.limit) this.#highest = rankOf(this.#last());
  }

  #last(): string {
    let last = '';
    let highest = -1;
    for (const text of this.#kept.keys()) {
      const hash = rankOf(text);
      if (hash > highest) [last, highest] = [text, hash];
    }
    return last;
  }
}

/** A hash of a text as a whole number below 2^53. */
function rankOf(text: string): number {
  const { high, low } = hashOf(text);
  return 2 ** 32 * (low & 0x1fffff) + high;
}
