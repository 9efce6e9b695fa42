import { hashOf } from './hash.js';

/**
 * Counts texts in bounded memory, independent of their order: keeps those with the lowest hashes, each with its exact
 * count. A dropped text never comes back, because only lower hashes displace higher ones, so two tallies merged equal
 * one tally of everything.
 */
export class BoundedTally<T> {
  readonly #kept = new Map<string, T>();
  /** The highest kept hash, once the limit is reached. */
  #highest = Infinity;

  /**
   * @param limit the most texts kept
   * @param merge combines two values of one text
   */
  constructor(
    private readonly limit: number,
    private readonly merge: (a: T, b: T) => T,
  ) {}

  /** The kept texts and values, sorted by text. */
  get entries(): [text: string, value: T][] {
    return [...this.#kept].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The value of a text; undefined if it is not kept. */
  get(text: string): T | undefined {
    return this.#kept.get(text);
  }

  /** Whether a text would be kept; if not, its value need not be computed. */
  keeps(text: string): boolean {
    return this.#kept.has(text) || this.#kept.size < this.limit || rankOf(text) < this.#highest;
  }

  /** Adds an occurrence of a text. */
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
