import { bodyOf, isObject } from '../exchange/body.js';
import { isUnfilled } from '../exchange/no-value.js';
import { durationInWords } from '../report/wording.js';
import { containsSecret } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import { expiryOf } from '../sandbox/access-token.js';
import type { Credentials } from '../sandbox/credentials.js';
import {
  isFulfilled,
  operationOf,
  pathOf,
  type IdHeader,
  type Operation,
  type RecordedRequest,
} from './recorded-request.js';
import { habitsOf, retriesAmong, type Habits, type Retry } from './retries.js';
import { needlessFetches } from './token-use.js';

/** The scheme and the token of an Authorization header, as the documentation writes them. */
export const BEARER = /^Bearer (\S+)$/;

/** How many calls with the same id are shown; a client may use one id for all of them. */
const MAX_SHARING = 100;

/** Everything that a client has sent in one run, and how one request follows from another. */
export class Conversation {
  readonly requests: readonly RecordedRequest[];
  /** Those for a customer, at a wrong path too. */
  readonly calls: readonly RecordedRequest[];
  /** Absent if the client has its own, so that the gate cannot tell whether they are valid. */
  readonly credentials: Credentials | undefined;
  /** Every token, key and client secret that was given, issued or sent. */
  readonly secrets: readonly string[];
  readonly #operations: ReadonlyMap<RecordedRequest, Operation>;
  readonly #retries: ReadonlyMap<RecordedRequest, Retry>;
  /** Earlier calls with the same id, by header. */
  readonly #earlier: Readonly<Record<IdHeader, ReadonlyMap<RecordedRequest, readonly RecordedRequest[]>>>;
  readonly #needless: ReadonlyMap<RecordedRequest, RecordedRequest>;
  readonly #tokens: ReadonlyMap<string, RecordedRequest>;
  /** Requests for a token, those with a wrong method too. */
  readonly #fetches: readonly RecordedRequest[];
  readonly #renewed: ReadonlySet<string>;
  readonly #secretsInUrls: SecretPieces;

  /**
   * @param requests in the order of arrival
   * @param habits what the same tests do when nothing goes wrong, if that is known
   */
  constructor(requests: readonly RecordedRequest[], credentials: Credentials | undefined, habits?: Habits) {
    this.requests = requests;
    this.credentials = credentials;
    this.#operations = new Map(requests.map((request) => [request, operationOf(request)]));
    this.calls = requests.filter((request) => ['customer', 'misplaced'].includes(this.operation(request)));
    this.#fetches = requests.filter(({ target }) => /^\/ims\/token(?:\/|$)/.test(pathOf(target)));
    this.#tokens = tokensIn(this.#fetches);
    this.#renewed = new Set([...this.#renewedTokens(), ...(habits?.renewed ?? [])]);
    const { apiKey, clientSecret, accessToken } = credentials ?? {};
    const good = [apiKey, clientSecret, accessToken, ...this.#tokens.keys()].filter((it) => it !== undefined);
    const sent = sentCredentials(requests);
    this.secrets = [...good, ...sent];
    // What was refused is no secret, and what is short occurs in any URL.
    const own = sent.filter((it) => it.length >= 8 && (credentials === undefined || expiryOf(it) !== undefined));
    this.#secretsInUrls = new SecretPieces([...good, ...own]);
    this.#earlier = {
      'x-request-id': sharing('x-request-id', this.calls),
      'x-correlation-id': sharing('x-correlation-id', this.calls),
    };
    this.#retries = retriesAmong(this.calls, (header, call) => this.earlierWithSame(header, call), habits);
    // Tests that stop at a failure make fewer calls with a token than they do when nothing goes wrong.
    const intents = habits === undefined ? this.calls.filter((call) => !this.#retries.has(call)) : [];
    this.#needless = needlessFetches({
      ...{ requests, intents },
      isFetch: (request) => this.operation(request) === 'token',
      fetchFor: (call) => this.#fetchFor(call),
    });
  }

  /** What a request is for. */
  operation(request: RecordedRequest): Operation {
    return this.#operations.get(request) ?? 'other';
  }

  /** The attempt that a call repeats, if it certainly is a retry. */
  retry(call: RecordedRequest): Retry | undefined {
    return this.#retries.get(call);
  }

  /** What the tests do, if nothing went wrong here. */
  habits(): Habits {
    const habits = habitsOf(this.calls, (header, call) => this.earlierWithSame(header, call));
    return { ...habits, renewed: this.#renewed };
  }

  /** Whether a token was refused, and the call then made again with one that was fetched after that. */
  isRenewed(token: string): boolean {
    return this.#renewed.has(token);
  }

  /** The last request for a token before another request, if none before it brought one. */
  refusedFetch(before?: RecordedRequest): RecordedRequest | undefined {
    const fetches = this.#fetches.filter(({ endedAt }) => endedAt <= (before?.arrivedAt ?? Infinity));
    return fetches.some(isFulfilled) ? undefined : fetches.at(-1);
  }

  #fetchFor(call: RecordedRequest): RecordedRequest | undefined {
    return this.#tokens.get(tokenOf(call));
  }

  #renewedTokens(): Set<string> {
    const lastFetch = new Map<string, number>();
    for (const call of this.calls) {
      const fetchedAt = this.#fetchFor(call)?.arrivedAt ?? -Infinity;
      lastFetch.set(call.target, Math.max(lastFetch.get(call.target) ?? -Infinity, fetchedAt));
    }
    const refused = this.calls.filter(({ answer }) => answer?.status === 401);
    return new Set(refused.filter(({ target, endedAt }) => (lastFetch.get(target) ?? 0) >= endedAt).map(tokenOf));
  }

  /** Whether a request's token may be valid: it was given to the client or issued, or the gate does not know the valid ones. */
  isToken(token: string, { startedAt }: RecordedRequest): boolean {
    if (this.credentials === undefined) return true;
    return (
      token === this.credentials.accessToken || this.#tokens.has(token) || startedAt < (expiryOf(token) ?? -Infinity)
    );
  }

  /** The fetch whose token was still good when a token was fetched again, if that was needless. */
  needlessAfter(fetch: RecordedRequest): RecordedRequest | undefined {
    return this.#needless.get(fetch);
  }

  /** Whether a URL contains a secret, or a piece of one, in any spelling. */
  hasSecret(url: string): boolean {
    return containsSecret(url, this.#secretsInUrls);
  }

  /** Earlier calls with the same value of a header: the first hundred. */
  earlierWithSame(header: IdHeader, call: RecordedRequest): readonly RecordedRequest[] {
    return this.#earlier[header].get(call) ?? [];
  }
}

/** A request in a few words: `x2 (answered 500, 140 ms before)`. */
export function earlierInWords(earlier: RecordedRequest, later: RecordedRequest): string {
  const { id = 'an earlier request', answer, endedAt } = earlier;
  if (answer === undefined) return `${id} (no response)`;
  const ms = Math.round(later.arrivedAt - endedAt);
  return ms < 0 ? `${id} (still under way)` : `${id} (answered ${answer.status}, ${durationInWords(ms)} before)`;
}

/** How a request for a token was refused: `POST /ims/token/v3 (x1) was answered 400: client_id is missing or unknown`. */
export function refusalInWords({ id = '', method, target, answer }: RecordedRequest): string {
  const asked = `${method} ${pathOf(target)} (${id})`;
  if (answer === undefined) return `${asked} got no response`;
  const body = bodyOf(answer);
  const told = body.kind === 'json' && isObject(body.value) ? body.value : {};
  const reason = told['error_description'] ?? told['error'] ?? told['message'];
  return `${asked} was answered ${answer.status}${typeof reason === 'string' ? `: ${reason}` : ''}`;
}

/** The token of a call; empty if it has none. */
function tokenOf({ headers }: RecordedRequest): string {
  return BEARER.exec(headers['authorization'] ?? '')?.[1] ?? '';
}

function sentCredentials(requests: readonly RecordedRequest[]): string[] {
  const sent = requests.flatMap(({ headers }) => [
    (headers['authorization'] ?? '').replace(/^(?:\S+\s+|Bearer$|Basic$)/i, ''),
    headers['x-api-key'] ?? '',
  ]);
  return [...new Set(sent)].filter((it) => it !== '');
}

function sharing(header: IdHeader, calls: readonly RecordedRequest[]): Map<RecordedRequest, RecordedRequest[]> {
  const byValue = new Map<string, RecordedRequest[]>();
  const earlier = new Map<RecordedRequest, RecordedRequest[]>();
  for (const call of calls) {
    const value = (call.headers[header] ?? '').trim();
    if (value === '' || isUnfilled(value)) continue;
    const known = byValue.get(value);
    if (known === undefined) {
      byValue.set(value, [call]);
      continue;
    }
    earlier.set(call, known.length < MAX_SHARING ? [...known] : known);
    if (known.length < MAX_SHARING) known.push(call);
  }
  return earlier;
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
