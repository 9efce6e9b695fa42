import { replayDifference } from '../checks/replay.js';
import type { Answered, Judgment } from '../checks/answer.js';
import { hasSameReadOnlyFields } from '../checks/expectations.js';
import { isPlaceholder } from './placeholder.js';
import type { RecordedExchange } from './har-entry.js';

/** How many earlier responses are kept for comparison. */
const MAX_KEPT = 200;

/** The most time between the end of one read and the start of the next for them to be "a moment apart". */
const MOMENT_MS = 5000;

const TEN_DAYS_MS = 10 * 24 * 60 * 60 * 1000;

interface Earlier {
  exchange: Answered;
  target: string;
}

/**
 * Keeps the latest responses of a recording. Judges whether a later response equals the earlier one with the same
 * correlation id, and whether its read-only fields equal those of a read a moment ago.
 */
export class RecentAnswers {
  readonly #byCorrelationId = new Map<string, Earlier>();
  readonly #byTarget = new Map<string, Earlier>();

  /** Compares a response whose body was recorded with earlier ones, and keeps it. */
  compare({ origin, target, headers }: RecordedExchange, exchange: Answered): Judgment[] {
    const judged: Judgment[] = [];
    if (exchange.response.status !== 200) return judged;
    const place = `${origin}${target}`;
    const id = headers['x-correlation-id'];
    const first = id === undefined || isPlaceholder(id) ? undefined : this.#byCorrelationId.get(id);
    if (first?.target === place && exchange.startedAt - first.exchange.startedAt < TEN_DAYS_MS) {
      judged.push({ requirement: 'idempotency.replay', observations: replayDifference(exchange, first.exchange) });
    } else {
      const before = this.#byTarget.get(place)?.exchange;
      if (before !== undefined && isMomentLater(before, exchange)) {
        const observations = hasSameReadOnlyFields.judge(exchange, before);
        judged.push({ requirement: 'idempotency.read-only-fields', observations });
      }
      keep(this.#byTarget, place, { exchange, target: place });
    }
    if (id !== undefined && first === undefined) keep(this.#byCorrelationId, id, { exchange, target: place });
    return judged;
  }
}

function isMomentLater(before: Answered, later: Answered): boolean {
  const pause = later.startedAt - (before.startedAt + before.durationMs);
  return pause >= 0 && pause <= MOMENT_MS;
}

function keep(kept: Map<string, Earlier>, key: string, value: Earlier): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
}
