import { createHash } from 'node:crypto';
import { InvalidInput } from '../invalid-input.js';
import { hashOf } from '../portfolio/hash.js';
import { HashSet } from './hash-set.js';
import type { IdList } from './ids.js';
import { belongsTo, type Shard } from './shard.js';
import { byReason, type Unjudged } from './unjudged.js';

/** A customer to request, and its place in the list, from 0. */
export interface QueuedCustomer {
  id: string;
  place: number;
}

/** How far a list was processed. */
export interface QueueProgress {
  /** How many ids of the list were read. */
  looked: number;
  /** The places of those that are still to be done. */
  pending: number[];
  /** The places of those that could not be judged: they are done, and requested again when a sweep is resumed. */
  unjudged: Record<Unjudged, number[]>;
  /** The places of those that were answered 404 with findings: they are done. */
  missing: number[];
  /**
   * Whether a list begins with the same ids: sixteen bits, enough to notice another list and too few to
   * guess an id.
   */
  check: string;
}

/** The progress of a list that has not been started. */
export const NO_PROGRESS: QueueProgress = {
  looked: 0,
  pending: [],
  unjudged: byReason(() => []),
  missing: [],
  check: '',
};

/** Gives out the ids of a list in order: those of one shard, each once, without those already done. */
export class IdQueue {
  readonly #ids: AsyncIterator<string>;
  /** Places still to be done: given out, or left by the earlier sweep. */
  readonly #pending: Set<number>;
  readonly #unjudged: QueueProgress['unjudged'] = byReason(() => []);
  readonly #missing: number[];
  readonly #known = new HashSet();
  readonly #check = createHash('sha256');
  #looked = 0;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param earlier how far an interrupted sweep of the same list came
   * @param onRepeated is called with each id that the list had before
   */
  constructor(
    list: IdList,
    private readonly shard: Shard | undefined,
    private readonly earlier: QueueProgress,
    private readonly onRepeated: () => void,
  ) {
    this.#ids = list.read()[Symbol.asyncIterator]();
    this.#pending = new Set([earlier.pending, ...Object.values(earlier.unjudged)].flat());
    this.#missing = [...earlier.missing];
  }

  /**
   * The next customer to request; absent if there is no more.
   *
   * @throws InvalidInput if the list is not the one that the interrupted sweep had
   */
  next(): Promise<QueuedCustomer | undefined> {
    // One after another, so that places are given in the order of the list.
    const next = this.#last.then(() => this.#lookForNext());
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Notes that a customer is done. */
  done({ place }: QueuedCustomer): void {
    this.#pending.delete(place);
  }

  /** Notes that a customer is done and does not exist. */
  doneAsMissing({ place }: QueuedCustomer): void {
    this.#pending.delete(place);
    this.#missing.push(place);
  }

  /** Notes that a customer could not be judged. */
  leave({ place }: QueuedCustomer, why: Unjudged): void {
    this.#pending.delete(place);
    this.#unjudged[why].push(place);
  }

  /** The given number of next customers, or as many as there are. */
  async take(count: number): Promise<QueuedCustomer[]> {
    const taken: QueuedCustomer[] = [];
    while (taken.length < count) {
      const next = await this.next();
      if (next === undefined) break;
      taken.push(next);
    }
    return taken;
  }

  /** How far the list was worked through. */
  get progress(): QueueProgress {
    const left = { pending: [...this.#pending], unjudged: this.#unjudged, missing: this.#missing };
    const { looked, check } = this.earlier;
    // Until everything was skipped that an earlier sweep did, it stays done.
    if (this.#looked < looked) return { looked, check, ...left };
    return { looked: this.#looked, check: this.#digest(), ...left };
  }

  async #lookForNext(): Promise<QueuedCustomer | undefined> {
    for (;;) {
      const next: IteratorResult<string, unknown> = await this.#ids.next();
      if (next.done === true) {
        if (this.#looked < this.earlier.looked) throw anotherList();
        return undefined;
      }
      const id = next.value;
      const place = this.#looked;
      this.#looked += 1;
      this.#check.update(`${id}\n`);
      if (this.#looked === this.earlier.looked && this.#digest() !== this.earlier.check) throw anotherList();
      const hash = hashOf(id);
      if (this.shard !== undefined && !belongsTo(this.shard, hash)) continue;
      const isRepeated = !this.#known.add(hash);
      if (place < this.earlier.looked && !this.#pending.has(place)) continue;
      if (isRepeated) {
        this.onRepeated();
        continue;
      }
      this.#pending.add(place);
      return { id, place };
    }
  }

  #digest(): string {
    return this.#check.copy().digest('hex').slice(0, 4);
  }
}

function anotherList(): InvalidInput {
  return new InvalidInput(
    '--resume: the ids are not those of the interrupted sweep: give the same list, or leave --resume out',
  );
}
