const TEN_DAYS_MS = 10 * 24 * 60 * 60 * 1000;

/** What makes two requests the same intent, and whose it is. */
export interface Intent {
  /** The integration. Its tokens are renewed daily, so the key identifies it. */
  apiKey: string;
  /** The requested customer: there is one API, so its id represents the path. */
  customer: string;
  correlationId: string;
}

/**
 * What a provider has answered: the first response to each intent, for ten days, and the request ids
 * that it was asked with. (Documentation: references/idempotency.)
 */
export class IdempotencyMemory<Answer> {
  readonly #now: () => number;
  readonly #answers: BoundedMap<string, { answer: Answer; until: number }>;
  readonly #requestIds: BoundedMap<string, { correlationId: string; until: number }>;

  /**
   * @param limit responses, and request ids, remembered at the most; the oldest are forgotten first
   * @param now milliseconds since the epoch
   */
  constructor(limit: number, now: () => number) {
    this.#now = now;
    this.#answers = new BoundedMap(limit);
    this.#requestIds = new BoundedMap(limit);
  }

  /** The first response to an intent; absent if there was none within ten days. */
  firstAnswer(intent: Intent): Answer | undefined {
    const first = this.#answers.get(keyOf(intent));
    return first !== undefined && this.#now() < first.until ? first.answer : undefined;
  }

  /** Whether a request id was used before. */
  isUsed(apiKey: string, requestId: string): boolean {
    return this.#requestIds.has(JSON.stringify([apiKey, requestId]));
  }

  /** Whether a request id was used for another intent. After ten days a correlation id names a new one. */
  isUsedForAnother(apiKey: string, requestId: string, correlationId: string): boolean {
    const use = this.#requestIds.get(JSON.stringify([apiKey, requestId]));
    return use !== undefined && (use.correlationId !== correlationId || this.#now() >= use.until);
  }

  /** Remembers a response, and the id of its request, if there was one. */
  remember(intent: Intent, requestId: string | undefined, answer: Answer): void {
    const { apiKey, correlationId } = intent;
    const until = this.#now() + TEN_DAYS_MS;
    this.#answers.set(keyOf(intent), { answer, until });
    if (requestId === undefined || this.isUsed(apiKey, requestId)) return;
    this.#requestIds.set(JSON.stringify([apiKey, requestId]), { correlationId, until });
  }

  /** Forgets everything. */
  clear(): void {
    this.#answers.clear();
    this.#requestIds.clear();
  }
}

/** Encoded as JSON, so that no part can run over into the next. */
function keyOf({ apiKey, customer, correlationId }: Intent): string {
  return JSON.stringify([apiKey, customer, correlationId]);
}

/** A map that forgets its oldest entries when it holds more than its limit. */
class BoundedMap<K, V> extends Map<K, V> {
  readonly #limit: number;

  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  override set(key: K, value: V): this {
    this.delete(key);
    super.set(key, value);
    for (const oldest of this.keys()) {
      if (this.size <= this.#limit) break;
      this.delete(oldest);
    }
    return this;
  }
}
