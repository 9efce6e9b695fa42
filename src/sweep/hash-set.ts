import type { Hash } from '../portfolio/hash.js';

/**
 * A set of hashes that takes about eight bytes for each; a set of texts would take ten times as much.
 * Of a million ids two share a hash with a probability of one in thirty million.
 */
export class HashSet {
  #high = new Uint32Array(1024);
  #low = new Uint32Array(1024);
  #size = 0;

  /** Adds a hash; false if it was there. */
  add({ high, low: someLow }: Hash): boolean {
    if (this.#size * 2 >= this.#high.length) this.#grow();
    // Two zeros mark an empty slot.
    const low = high === 0 && someLow === 0 ? 1 : someLow;
    const slots = this.#high.length;
    let at = low % slots;
    while (this.#high[at] !== 0 || this.#low[at] !== 0) {
      if (this.#high[at] === high && this.#low[at] === low) return false;
      at = (at + 1) % slots;
    }
    this.#high[at] = high;
    this.#low[at] = low;
    this.#size += 1;
    return true;
  }

  #grow(): void {
    const [highs, lows] = [this.#high, this.#low];
    this.#high = new Uint32Array(highs.length * 2);
    this.#low = new Uint32Array(lows.length * 2);
    this.#size = 0;
    for (const [at, high] of highs.entries()) {
      const low = lows[at] ?? 0;
      if (high !== 0 || low !== 0) this.add({ high, low });
    }
  }
}
