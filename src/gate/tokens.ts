import { bodyOf, isObject } from '../exchange/body.js';
import { grouped } from '../report/grouped.js';
import { isFulfilled, pathOf, type RecordedRequest } from './recorded-request.js';

/** The token of a call, if its Authorization header is as the documentation writes it. */
export function tokenOf({ headers }: Pick<RecordedRequest, 'headers'>): string | undefined {
  return /^Bearer (\S+)$/.exec(headers['authorization'] ?? '')?.[1];
}

/** The tokens of one run, and what the client did to get them. */
export class Tokens {
  /** Each token that was issued, with the request that brought it. */
  readonly issued: ReadonlyMap<string, RecordedRequest>;
  /** Tokens that were refused, after which the call was made again with one that was fetched later. */
  readonly renewed: ReadonlySet<string>;
  /** Requests for a token, those with a wrong method too. */
  readonly #fetches: readonly RecordedRequest[];

  /**
   * @param requests in the order of arrival
   * @param calls those for a customer
   */
  constructor(requests: readonly RecordedRequest[], calls: readonly RecordedRequest[]) {
    this.#fetches = requests.filter(({ target }) => /^\/ims\/token(?:\/|$)/.test(pathOf(target)));
    this.issued = tokensIn(this.#fetches);
    this.renewed = this.#renewedIn(calls);
  }

  /** The last request for a token before another request, if none before it brought one. */
  refusedFetch(before?: RecordedRequest): RecordedRequest | undefined {
    const fetches = this.#fetches.filter(({ endedAt }) => endedAt <= (before?.arrivedAt ?? Infinity));
    return fetches.some(isFulfilled) ? undefined : fetches.at(-1);
  }

  /**
   * Fetches of a token although the previous one of the same process was still good, each with that previous fetch. One
   * token per process is not needless, nor is a fetch after a token that has served several calls: each test may make a
   * new client.
   *
   * @param requests in the order of arrival
   * @param intents calls that are not retries
   */
  needlessFetches(
    requests: readonly RecordedRequest[],
    intents: readonly RecordedRequest[],
  ): Map<RecordedRequest, RecordedRequest> {
    const uses = intents.flatMap((call) => {
      const fetch = this.#fetchFor(call);
      return fetch === undefined ? [] : [{ call, fetch }];
    });
    // A token may be fetched over a separate connection: what counts is which process uses it.
    const users = new Map(uses.map(({ call, fetch }) => [fetch, call.sender]));
    const userOf = (fetch: RecordedRequest): string | undefined => users.get(fetch) ?? fetch.sender;
    // Processes with several calls, none of whose tokens has served more than one.
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
      const user = request.operation === 'token' ? userOf(request) : undefined;
      if (user === undefined) continue;
      const before = good.get(user);
      if (before !== undefined && wasteful.has(user)) needless.set(request, before);
      if (status === 200) good.set(user, request);
    }
    return needless;
  }

  #fetchFor(call: RecordedRequest): RecordedRequest | undefined {
    return this.issued.get(tokenOf(call) ?? '');
  }

  #renewedIn(calls: readonly RecordedRequest[]): Set<string> {
    const lastFetch = new Map<string, number>();
    for (const call of calls) {
      const fetchedAt = this.#fetchFor(call)?.arrivedAt ?? -Infinity;
      lastFetch.set(call.target, Math.max(lastFetch.get(call.target) ?? -Infinity, fetchedAt));
    }
    const refused = calls.filter(({ answer }) => answer?.status === 401);
    return new Set(
      refused.flatMap((call) => ((lastFetch.get(call.target) ?? 0) >= call.endedAt ? (tokenOf(call) ?? []) : [])),
    );
  }
}

function tokensIn(fetches: readonly RecordedRequest[]): Map<string, RecordedRequest> {
  const tokens = new Map<string, RecordedRequest>();
  for (const request of fetches) {
    if (request.answer === undefined) continue;
    const body = bodyOf(request.answer);
    const token = body.kind === 'json' && isObject(body.value) ? body.value['access_token'] : undefined;
    if (typeof token === 'string') tokens.set(token, request);
  }
  return tokens;
}
