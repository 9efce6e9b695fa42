import { createHmac } from 'node:crypto';

/**
 * Names customers without giving their ids away: the same id and key give the same pseudonym, and
 * whoever holds the key can find the customer of a pseudonym by computing those of all candidates.
 */
export class Pseudonyms {
  readonly #key: string | Uint8Array;
  readonly #known = new Map<string, string>();

  constructor(key: string | Uint8Array) {
    this.#key = key;
  }

  /** The pseudonym of a customer id, such as `customer-3f0a9c1be2d4`. */
  of(id: string): string {
    let pseudonym = this.#known.get(id);
    if (pseudonym === undefined) {
      pseudonym = `customer-${createHmac('sha256', this.#key).update(id).digest('hex').slice(0, 12)}`;
      // A sweep meets a million ids; remembering a few is enough for a check. Longer ids are no ids.
      if (this.#known.size < 1000 && id.length <= 100) this.#known.set(id, pseudonym);
    }
    return pseudonym;
  }

  /** The ids that a pseudonym was made for. */
  get ids(): IterableIterator<[id: string, pseudonym: string]> {
    return this.#known.entries();
  }
}
