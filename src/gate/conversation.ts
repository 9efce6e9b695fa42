import { bodyOf, isObject } from '../exchange/body.js';
import { isUnfilled } from '../exchange/no-value.js';
import { durationInWords } from '../report/wording.js';
import { containsSecret } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import { remembered } from '../remembered.js';
import { expiryOf } from '../sandbox/access-token.js';
import type { Credentials } from '../sandbox/credentials.js';
import { isCall, isToPartnerApi, pathOf, type IdHeader, type RecordedRequest } from './recorded-request.js';
import { habitsOf, retriesAmong, type Habits, type Retry } from './retries.js';
import { Tokens } from './tokens.js';

/** How many requests with the same id are shown; a client may use one id for all of them. */
const MAX_SHARING = 100;

/** Everything that a client has sent in one run, and how its requests relate. */
export class Conversation {
  readonly requests: readonly RecordedRequest[];
  /** The requests for a customer, including those at a wrong path. */
  readonly calls: readonly RecordedRequest[];
  /** Absent if the client brings its own, so that the gate cannot know whether they are valid. */
  readonly credentials: Credentials | undefined;
  readonly tokens: Tokens;
  /** Every token, key and client secret that was given, issued or sent. */
  readonly secrets: readonly string[];
  /** The calls that are certainly retries, each with the attempt that it repeats. */
  readonly retries: ReadonlyMap<RecordedRequest, Retry>;
  /** Needless requests for a token, each with the one before it, whose token was still good. */
  readonly needless: ReadonlyMap<RecordedRequest, RecordedRequest>;
  readonly #habits: Habits | undefined;
  readonly #secretsInUrls: SecretPieces;
  /** Earlier requests to the Partner API with the same id, by header. */
  readonly #earlier: Readonly<Record<IdHeader, ReadonlyMap<RecordedRequest, readonly RecordedRequest[]>>>;

  /**
   * @param requests in the order of arrival
   * @param habits what the same tests do when nothing goes wrong, if that is known
   */
  constructor(requests: readonly RecordedRequest[], credentials: Credentials | undefined, habits?: Habits) {
    this.requests = requests;
    this.credentials = credentials;
    this.#habits = habits;
    this.calls = requests.filter(isCall);
    this.tokens = new Tokens(requests, this.calls);
    const { apiKey, clientSecret, accessToken } = credentials ?? {};
    const good = [apiKey, clientSecret, accessToken, ...this.tokens.issued.keys()].filter((it) => it !== undefined);
    const sent = sentCredentials(requests);
    this.secrets = [...good, ...sent];
    // What was refused is not a secret, and short values occur in any URL.
    const own = sent.filter((it) => it.length >= 8 && (credentials === undefined || expiryOf(it) !== undefined));
    this.#secretsInUrls = new SecretPieces([...good, ...own]);
    this.#earlier = {
      'x-request-id': sharing('x-request-id', requests.filter(isToPartnerApi)),
      'x-correlation-id': sharing('x-correlation-id', requests.filter(isToPartnerApi)),
    };
    this.retries = retriesAmong(this.calls, (header, call) => this.earlierWithSame(header, call), habits);
    // Tests that stop at a failure make fewer calls with a token than they do when nothing goes wrong.
    const intents = habits === undefined ? this.calls.filter((call) => !this.retries.has(call)) : [];
    this.needless = this.tokens.needlessFetches(requests, intents);
  }

  /** What the tests do, if nothing went wrong here. */
  habits(): Habits {
    const habits = habitsOf(this.calls, (header, call) => this.earlierWithSame(header, call));
    return { ...habits, renewed: this.tokens.renewed };
  }

  /**
   * Whether the token of a call may be valid: it is, or the client replaced it when it was refused, or its validity is
   * unknown.
   */
  isGoodToken(token: string, { startedAt }: RecordedRequest): boolean {
    return (
      this.credentials === undefined ||
      token === this.credentials.accessToken ||
      startedAt < (expiryOf(token) ?? -Infinity) ||
      [this.tokens.issued, this.tokens.renewed, this.#habits?.renewed].some((known) => known?.has(token))
    );
  }

  /** Whether a URL contains a secret, or a piece of one, in any spelling. */
  hasSecret(url: string): boolean {
    return containsSecret(url, this.#secretsInUrls);
  }

  /** Earlier requests to the Partner API with the same value of a header: the first hundred. */
  earlierWithSame(header: IdHeader, call: RecordedRequest): readonly RecordedRequest[] {
    return this.#earlier[header].get(call) ?? [];
  }
}

/** A request in a few words: `x2 (answered 500, 140 ms before)`. */
export function earlierInWords(earlier: RecordedRequest, later: RecordedRequest): string {
  const { id, answer, endedAt } = earlier;
  if (answer === undefined) return `${id} (no response)`;
  const ms = Math.round(later.arrivedAt - endedAt);
  return ms < 0 ? `${id} (still under way)` : `${id} (answered ${answer.status}, ${durationInWords(ms)} before)`;
}

/** How a request for a token was refused: `POST /ims/token/v3 (x1) was answered 400: client_id is missing or unknown`. */
export function refusalInWords({ id, method, target, answer }: RecordedRequest): string {
  const asked = `${method} ${pathOf(target)} (${id})`;
  if (answer === undefined) return `${asked} got no response`;
  const body = bodyOf(answer);
  const told = body.kind === 'json' && isObject(body.value) ? body.value : {};
  const reason = told['error_description'] ?? told['error'] ?? told['message'];
  return `${asked} was answered ${answer.status}${typeof reason === 'string' ? `: ${reason}` : ''}`;
}

function sentCredentials(requests: readonly RecordedRequest[]): string[] {
  const sent = requests.flatMap(({ headers }) => [
    (headers['authorization'] ?? '').replace(/^(?:\S+\s+|Bearer$|Basic$)/i, ''),
    headers['x-api-key'] ?? '',
  ]);
  return [...new Set(sent)].filter((it) => it !== '');
}

function sharing(header: IdHeader, requests: readonly RecordedRequest[]): Map<RecordedRequest, RecordedRequest[]> {
  const byValue = new Map<string, RecordedRequest[]>();
  const earlier = new Map<RecordedRequest, RecordedRequest[]>();
  for (const request of requests) {
    const value = (request.headers[header] ?? '').trim();
    if (value === '' || isUnfilled(value)) continue;
    const known = remembered(byValue, value, () => []);
    if (known.length > 0) earlier.set(request, known.length < MAX_SHARING ? [...known] : known);
    if (known.length < MAX_SHARING) known.push(request);
  }
  return earlier;
}
