import { BoundedTally } from './bounded-tally.js';
import { MAX_VALUES, type Portfolio, type Show, type ValueCount } from './portfolio.js';

/** Counts the values of one field. */
export class ValueCounter {
  #total = 0;
  readonly #listed: ReadonlySet<string>;
  readonly #tally = new BoundedTally<number>(MAX_VALUES, (a, b) => a + b);

  /**
   * @param listed the documented values
   * @param plain the pattern of unlisted values that may be kept unredacted
   */
  constructor(
    private readonly path: string,
    listed: readonly string[] | undefined,
    private readonly plain: RegExp | undefined,
  ) {
    this.#listed = new Set(listed);
  }

  /** Counts a value; `show` redacts one that is neither listed nor plain. */
  add(value: string, show: Show): void {
    this.#total += 1;
    const known = this.#listed.has(value) || this.plain?.test(value) === true || value === '';
    this.#tally.add(known ? value : show(value, this.path), 1);
  }

  /** Counts a field without a value. */
  addAbsence(words: '(null)' | '(absent)'): void {
    this.#total += 1;
    this.#tally.add(words, 1);
  }

  /** Adds the counts of another counter of the same field, given by path. */
  merge(counts: ReadonlyMap<string, ValueCount>): void {
    const count = counts.get(this.path);
    if (count === undefined) return;
    this.#total += count.total;
    for (const [value, times] of Object.entries(count.values)) this.#tally.add(value, times);
  }

  /** Adds the counts to a portfolio, if any. */
  write(into: Portfolio): void {
    if (this.#total === 0) return;
    const values = Object.fromEntries(this.#tally.entries);
    into.values.push({ path: this.path, listed: this.#listed.size > 0, total: this.#total, values });
  }
}
