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
  const wasteful = wastefulSenders(intents.flatMap((call) => fetchFor(call) ?? []));
  const needless = new Map<RecordedRequest, RecordedRequest>();
  const good = new Map<string, RecordedRequest>();
  for (const request of requests) {
    const { answer, sender } = request;
    const status = answer.kind === 'response' ? answer.status : undefined;
    // After any token was refused, there is a reason to fetch the next ones.
    if (status === 401) good.clear();
    if (!isFetch(request) || sender === undefined) continue;
    const before = good.get(sender);
    if (before !== undefined && wasteful.has(sender)) needless.set(request, before);
    if (status === 200) good.set(sender, request);
  }
  return needless;
}

/** Processes none of whose tokens has served more than one call, although there were several calls. */
function wastefulSenders(fetches: readonly RecordedRequest[]): Set<string> {
  const bySender = new Map<string, RecordedRequest[]>();
  for (const fetch of fetches) {
    if (fetch.sender === undefined) continue;
    const known = bySender.get(fetch.sender);
    if (known === undefined) bySender.set(fetch.sender, [fetch]);
    else known.push(fetch);
  }
  const isWasteful = (used: readonly RecordedRequest[]): boolean =>
    used.length > 1 && new Set(used).size === used.length;
  return new Set([...bySender].filter(([, used]) => isWasteful(used)).map(([sender]) => sender));
}
