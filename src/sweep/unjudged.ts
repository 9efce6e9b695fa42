import type { Exchange } from '../exchange/exchange.js';
import { isBeyondLimits } from '../exchange/failure.js';

/**
 * Why a customer could not be judged although the target serves others: it is answered 404, the credentials are
 * refused, it is answered 429 each time, or the answer is beyond what this suite can read.
 */
export const UNJUDGED = ['unknown', 'refused', 'limited', 'unreadable'] as const;

export type Unjudged = (typeof UNJUDGED)[number];

/** Why the provider is not to blame for a customer that was not served although others are; absent if it is. */
export function unjudgedBy({ response, failure }: Exchange): Unjudged | undefined {
  if (isBeyondLimits(failure)) return 'unreadable';
  if (response?.status === 429) return 'limited';
  return response?.status === 401 || response?.status === 403 ? 'refused' : undefined;
}

/** A record of all reasons. */
export function byReason<T>(of: (why: Unjudged) => T): Record<Unjudged, T> {
  return Object.fromEntries(UNJUDGED.map((why) => [why, of(why)])) as Record<Unjudged, T>;
}
