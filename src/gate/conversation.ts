import { bodyOf, isObject } from '../exchange/body.js';
import { durationInWords } from '../report/wording.js';
import { containsSecret } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import type { Credentials } from '../sandbox/credentials.js';
import { operationOf, type IdHeader, type Operation, type RecordedRequest } from './recorded-request.js';
import { retriesAmong, type Retry } from './retries.js';
import { needlessFetches } from './token-use.js';

/** The scheme and the token of an Authorization header, as the documentation writes them. */
export const BEARER = /^Bearer (\S+)$/;

/** Calls with the same id that are looked at; a client that uses one id for all of them need not be shown each. */
const MAX_SHARING = 100;

/** Everything that a client has sent in one run, and how one request follows from another. */
export class Conversation {
  readonly requests: readonly RecordedRequest[];
  /** Those for a customer, at a wrong path too. */
  readonly calls: readonly RecordedRequest[];
  /** Absent if the client has its own, so that the gate cannot tell whether they are valid. */
  readonly credentials: Credentials | undefined;
  readonly #operations: ReadonlyMap<RecordedRequest, Operation>;
  readonly #retries: ReadonlyMap<RecordedRequest, Retry>;
  /** Earlier calls with the same id, by header. */
  readonly #earlier: Readonly<Record<IdHeader, ReadonlyMap<RecordedRequest, readonly RecordedRequest[]>>>;
  readonly #needless: ReadonlyMap<RecordedRequest, RecordedRequest>;
  readonly #tokens: ReadonlyMap<string, RecordedRequest>;
  readonly #earlierTokens: ReadonlySet<string>;
  readonly #own: readonly string[];
  readonly #secrets: SecretPieces;

  /**
   * @param requests in the order of arrival
   * @param undisturbed how often each target was requested when nothing went wrong, if that is known
   * @param earlierTokens tokens that were issued before
   */
  constructor(
    requests: readonly RecordedRequest[],
    credentials: Credentials | undefined,
    undisturbed?: ReadonlyMap<string, number>,
    earlierTokens: readonly string[] = [],
  ) {
    this.requests = requests;
    this.credentials = credentials;
    this.#operations = new Map(requests.map((request) => [request, operationOf(request)]));
    this.calls = requests.filter((request) => ['customer', 'misplaced'].includes(this.operation(request)));
    this.#tokens = tokensIn(requests.filter((request) => this.operation(request) === 'token'));
    this.#earlierTokens = new Set(earlierTokens);
    this.#own = credentials === undefined ? ownCredentials(requests) : [];
    this.#secrets = new SecretPieces(this.secrets);
    this.#earlier = {
      'x-request-id': sharing('x-request-id', this.calls),
      'x-correlation-id': sharing('x-correlation-id', this.calls),
    };
    this.#retries = retriesAmong(this.calls, (header, call) => this.earlierWithSame(header, call), undisturbed);
    this.#needless = needlessFetches({
      requests,
      intents: this.calls.filter((call) => !this.#retries.has(call)),
      isFetch: (request) => this.operation(request) === 'token',
      fetchFor: ({ headers }) => this.#tokens.get(BEARER.exec(headers['authorization'] ?? '')?.[1] ?? ''),
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

  /** How often each target was requested. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { target } of this.calls) counts.set(target, (counts.get(target) ?? 0) + 1);
    return counts;
  }

  /** Whether a token may be valid: it was given to the client or issued, or the gate does not know the valid ones. */
  isToken(token: string): boolean {
    if (this.credentials === undefined) return true;
    return token === this.credentials.accessToken || this.#tokens.has(token) || this.#earlierTokens.has(token);
  }

  /** The tokens that were issued. */
  get tokens(): string[] {
    return [...this.#tokens.keys()];
  }

  /** The fetch whose token was still good when a token was fetched again, if that was needless. */
  needlessAfter(fetch: RecordedRequest): RecordedRequest | undefined {
    return this.#needless.get(fetch);
  }

  /** What must not appear in a URL: key, client secret and token that the client was given, and every good token. */
  get secrets(): string[] {
    const { apiKey, clientSecret, accessToken } = this.credentials ?? {};
    const given = [apiKey, clientSecret, accessToken].filter((secret) => secret !== undefined);
    return [...given, ...this.#own, ...this.tokens, ...this.#earlierTokens];
  }

  /** Whether a text contains a secret, or a piece of one, in any spelling. */
  holdsSecret(text: string): boolean {
    return containsSecret(text, this.#secrets);
  }

  /** Earlier calls with the same value of a header: the first hundred. */
  earlierWithSame(header: IdHeader, call: RecordedRequest): readonly RecordedRequest[] {
    return this.#earlier[header].get(call) ?? [];
  }
}

/** A request in a few words: `x2, answered 500 140 ms before`. */
export function earlierInWords(earlier: RecordedRequest, later: RecordedRequest): string {
  const { id = 'an earlier request', answer, endedAt } = earlier;
  if (answer.kind === 'none') return `${id}, which got no response`;
  const ms = Math.round(later.arrivedAt - endedAt);
  return ms < 0 ? `${id}, which was still under way` : `${id}, answered ${answer.status} ${durationInWords(ms)} before`;
}

/** What a client of its own credentials sends in headers; shorter values would be found in any text. */
function ownCredentials(requests: readonly RecordedRequest[]): string[] {
  const sent = requests.flatMap(({ headers }) => [
    (headers['authorization'] ?? '').replace(/^\S+\s+/, ''),
    headers['x-api-key'] ?? '',
  ]);
  return [...new Set(sent)].filter(({ length }) => length >= 8);
}

function sharing(header: IdHeader, calls: readonly RecordedRequest[]): Map<RecordedRequest, RecordedRequest[]> {
  const byValue = new Map<string, RecordedRequest[]>();
  const earlier = new Map<RecordedRequest, RecordedRequest[]>();
  for (const call of calls) {
    const value = (call.headers[header] ?? '').trim();
    if (value === '') continue;
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
    if (request.answer.kind === 'none') continue;
    const body = bodyOf(request.answer);
    const token = body.kind === 'json' && isObject(body.value) ? body.value['access_token'] : undefined;
    if (typeof token === 'string') tokens.set(token, request);
  }
  return tokens;
}
