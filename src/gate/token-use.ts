import { grouped } from '../report/grouped.js';
import type { RecordedRequest } from './recorded-request.js';

/** What is known of the use of tokens. */
export interface TokenUse {
  /** In the order of arrival. */
  requests: readonly RecordedRequest[];
  /** Calls that are not retries. */
  intents: readonly RecordedRequest[];
  isFetch: (request: RecordedRequest) => boolean;
  /** The fetch that brought the token of a call; absent if it was not fetched. */
  fetchFor: (call: RecordedRequest) => RecordedRequest | undefined;
}

/**
 * Fetches of a token although the one before, of the same process, was still good, each with the fetch before it. A
 * token for every process is none, nor is one that has served several calls: tests may make a new client each.
 */
export function needlessFetches({
  requests,
  intents,
  isFetch,
  fetchFor,
}: TokenUse): Map<RecordedRequest, RecordedRequest> {
  const uses = intents.flatMap((call) => {
    const fetch = fetchFor(call);
    return fetch === undefined ? [] : [{ call, fetch }];
  });
  // A token may be fetched over a connection of its own: what counts is which process uses it.
  const users = new Map(uses.map(({ call, fetch }) => [fetch, call.sender]));
  const userOf = (fetch: RecordedRequest): string | undefined => users.get(fetch) ?? fetch.sender;
  // Processes none of whose tokens has served more than one call, although there were several calls.
  const wasteful = new Set<string | undefined>();
  for (const [user, used] of grouped(uses, ({ fetch }) => userOf(fetch))) {
    if (used.length > 1 && new Set(used.map(({ fetch }) => fetch)).size === used.length) wasteful.add(user);
  }
  const needless = new Map<RecordedRequest, RecordedRequest>();
  const good = new Map<string, RecordedRequest>();
  for (const request of requests) {
    const status = request.answer?.status;
    // After any token was refused, there is a reason to fetch the next ones.
    if (status === 401) good.clear();
    const user = isFetch(request) ? userOf(request) : undefined;
    if (user === undefined) continue;
    const before = good.get(user);
    if (before !== undefined && wasteful.has(user)) needless.set(request, before);
    if (status === 200) good.set(user, request);
  }
  return needless;
}
