import type { Exchange } from '../exchange/exchange.js';
import { getCustomer, sendWithRetry, type Target } from '../targets/customer-get.js';
import { attemptsAt, isRefusal, isTransient, pauseBefore } from '../targets/retry.js';

/** What a request of a sweep is for. */
const PURPOSE = 'customer of the list';

/** A 429 slows the whole sweep down, and the customer gets more chances. */
const ATTEMPTS_AT_429 = 7;

/**
 * Requests a customer until there is an answer that may be judged, a bounded number of times, and more slowly while the
 * target complains of too many requests.
 *
 * @throws NoToken if no token can be fetched
 */
export async function fetchCustomer(target: Target, id: string): Promise<Exchange> {
  const { pace } = target.transport;
  return sendWithRetry(
    target,
    async (ids) => {
      const exchange = await getCustomer(target, PURPOSE, id, ids);
      if (exchange.response?.status === 429) {
        pace.complained(performance.now() - exchange.durationMs);
        pace.hold(pauseBefore(1, exchange) ?? 0);
      } else if (exchange.response !== undefined) pace.served();
      return exchange;
    },
    {
      mayPass: (sent) => isTransient(sent) || isRefusal(sent),
      attempts: (sent) => (sent.response?.status === 429 && !pace.isSlowest ? ATTEMPTS_AT_429 : attemptsAt(sent)),
    },
  );
}
