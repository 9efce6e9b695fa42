import { BoundedMemo, remembered } from '../remembered.js';
import { createHmac } from 'node:crypto';

/**
 * Names customers without giving their ids away: the same id and key give the same pseudonym, and
 * a holder of the key can find the customer of a pseudonym by computing those of all candidates.
 */
export class Pseudonyms {
  readonly #key: string | Uint8Array;
  /** A sweep meets a million ids; remembering a few is enough for a check. */
  readonly #known = new BoundedMemo<string, string>(1000);

  constructor(key: string | Uint8Array) {
    this.#key = key;
  }

  /**
   * The pseudonym of a customer id, such as `customer-3f0a9c1be2d4`.
   *
   * @param options.remember whether the id is recognized elsewhere from now on; by default it is
   */
  of(id: string, { remember = true } = {}): string {
    const make = (): string => `customer-${createHmac('sha256', this.#key).update(id).digest('hex').slice(0, 12)}`;
    // Nothing longer is an id.
    return remember && id.length <= 100 ? remembered(this.#known, id, make) : (this.#known.get(id) ?? make());
  }

  /** How many ids are remembered. */
  get count(): number {
    return this.#known.size;
  }

  /** The ids that are remembered. */
  get ids(): IterableIterator<[id: string, pseudonym: string]> {
    return this.#known.entries();
  }
}
