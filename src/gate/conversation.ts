import { bodyOf, isObject } from '../exchange/body.js';
import { containsSecret } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import type { Credentials } from '../sandbox/credentials.js';
import { isFulfilled, operationOf, wasGivenUp, type Operation, type RecordedRequest } from './recorded-request.js';

/** The scheme and the token of an Authorization header, as the documentation writes them. */
export const BEARER = /^Bearer (\S+)$/;

/** Everything that a client has sent in one run, and how one request follows from another. */
export class Conversation {
  readonly requests: readonly RecordedRequest[];
  /** Those for a customer. */
  readonly calls: readonly RecordedRequest[];
  readonly credentials: Credentials;
  readonly #operations: ReadonlyMap<RecordedRequest, Operation>;
  readonly #attempts = new Map<RecordedRequest, number>();
  readonly #previous = new Map<RecordedRequest, RecordedRequest>();
  /** Calls by the header ids that they carry. */
  readonly #sharing = new Map<string, RecordedRequest[]>();
  readonly #tokens: ReadonlyMap<string, RecordedRequest>;
  readonly #secrets: SecretPieces;

  /** @param requests in the order of arrival */
  constructor(requests: readonly RecordedRequest[], credentials: Credentials) {
    this.requests = requests;
    this.credentials = credentials;
    this.#operations = new Map(requests.map((request) => [request, operationOf(request)]));
    this.calls = requests.filter((request) => this.operation(request) === 'customer');
    this.#tokens = tokensIn(requests.filter((request) => this.operation(request) === 'token'));
    this.#secrets = new SecretPieces(this.secrets);
    this.#followCalls();
  }

  /** What a request asks for. */
  operation(request: RecordedRequest): Operation {
    return this.#operations.get(request) ?? 'unknown';
  }

  /** The last call of the same URL before this one. */
  previousAttempt(call: RecordedRequest): RecordedRequest | undefined {
    return this.#previous.get(call);
  }

  /**
   * The how manieth attempt for its intent a call is, from 1: calls of the same URL, one after another,
   * until one is fulfilled.
   */
  attempt(call: RecordedRequest): number {
    return this.#attempts.get(call) ?? 1;
  }

  /** Whether a token was given to the client, or given out by the token endpoint. */
  isToken(token: string): boolean {
    return token === this.credentials.accessToken || this.#tokens.has(token);
  }

  /** The request that a token was given out for; absent for the one that the client was given. */
  fetchOf(token: string): RecordedRequest | undefined {
    return this.#tokens.get(token);
  }

  /** What must stand in no URL: the key, the client secret and every good token. */
  get secrets(): string[] {
    const { apiKey, clientSecret, accessToken } = this.credentials;
    return [apiKey, clientSecret, accessToken, ...this.#tokens.keys()];
  }

  /** Whether a text contains a secret, or a piece of one, in any spelling. */
  holdsSecret(text: string): boolean {
    return containsSecret(text, this.#secrets);
  }

  /** Earlier calls with the same value of a header. */
  earlierWithSame(header: string, call: RecordedRequest): RecordedRequest[] {
    const sharing = this.#sharing.get(keyOf(header, call)) ?? [];
    return sharing.slice(0, sharing.indexOf(call));
  }

  #followCalls(): void {
    const lastOf = new Map<string, RecordedRequest>();
    let last: RecordedRequest | undefined;
    for (const call of this.calls) {
      const previous = lastOf.get(call.target);
      if (previous !== undefined) this.#previous.set(call, previous);
      if (last?.target === call.target && isRepeated(last, call)) this.#attempts.set(call, this.attempt(last) + 1);
      lastOf.set(call.target, call);
      last = call;
      for (const header of ['x-request-id', 'x-correlation-id']) {
        const key = keyOf(header, call);
        const sharing = this.#sharing.get(key);
        if (sharing === undefined) this.#sharing.set(key, [call]);
        else sharing.push(call);
      }
    }
  }
}

function keyOf(header: string, { headers }: RecordedRequest): string {
  return `${header} ${headers[header] ?? ''}`;
}

/** Whether a call of the same URL is made because the one before did not bring what was asked for. */
function isRepeated(earlier: RecordedRequest, later: RecordedRequest): boolean {
  return !isFulfilled(earlier) && (earlier.endedAt <= later.arrivedAt || wasGivenUp(earlier, later));
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
