import { counted } from '../../report/wording.js';
import { BEARER, type Conversation } from '../conversation.js';
import { wasGivenUp, type RecordedRequest } from '../recorded-request.js';
import { isCall, type Rule } from './rule.js';

const MOST_ATTEMPTS = 5;
const SHORTEST_BACKOFF_MS = 100;

/** Timers of clients may fire a little early, and the clocks of two processes differ. */
const CLOCK_TOLERANCE_MS = 20;

/** The rules for how requests follow one another. */
export const sequenceRules: readonly Rule[] = [
  {
    requirement: 'request.request-id-unique',
    applies: (request, conversation) => isCall(request, conversation) && has(request, 'x-request-id'),
    judge(request, conversation) {
      const earlier = conversation.earlierWithSame('x-request-id', request);
      if (earlier.length === 0) return undefined;
      return {
        message: 'X-Request-Id was used before',
        expected: 'a new id for every single request',
        actual: `the id of ${counted(earlier.length, 'earlier request')}`,
      };
    },
  },
  {
    requirement: 'request.correlation-id-fresh',
    applies: (request, conversation) => isCall(request, conversation) && has(request, 'x-correlation-id'),
    judge(request, conversation) {
      const earlier = conversation.earlierWithSame('x-correlation-id', request);
      const other = earlier.find(({ target }) => target !== request.target);
      if (other !== undefined) {
        return {
          message: 'X-Correlation-Id was used for another customer',
          expected: 'a new id for every intent',
          actual: 'the id of an earlier intent',
        };
      }
      const answered = earlier.find((it) => !wasGivenUp(it, request));
      if (answered === undefined) return undefined;
      return {
        message:
          answered.endedAt <= request.arrivedAt
            ? 'X-Correlation-Id was used before, and a response had come'
            : 'X-Correlation-Id is in use by a request that is under way',
        expected: 'a new id, unless the attempt before got no response',
        actual: answered.answer.kind === 'response' ? `an id that was answered ${answered.answer.status}` : 'a used id',
      };
    },
  },
  {
    requirement: 'request.attempts-bounded',
    applies: isCall,
    judge(request, conversation) {
      const attempt = conversation.attempt(request);
      if (attempt <= MOST_ATTEMPTS) return undefined;
      return {
        message: `More than ${MOST_ATTEMPTS} attempts were made for one intent`,
        expected: `at most ${MOST_ATTEMPTS} attempts of the same URL, one after another`,
        actual: `attempt ${attempt}`,
      };
    },
  },
  {
    requirement: 'request.retry-after-kept',
    applies: (request, conversation) => retryAfterMs(conversation.previousAttempt(request)) !== undefined,
    judge(request, conversation) {
      const previous = conversation.previousAttempt(request);
      return tooEarly(request, previous, retryAfterMs(previous) ?? 0, 'The time of Retry-After was not waited for');
    },
  },
  {
    requirement: 'request.backoff',
    applies: (request, conversation) => metFault(conversation.previousAttempt(request)),
    judge: (request, conversation) =>
      tooEarly(
        request,
        conversation.previousAttempt(request),
        SHORTEST_BACKOFF_MS,
        'A call that met a fault of the server was repeated at once',
      ),
  },
  {
    requirement: 'request.token-reused',
    applies: (request, conversation) => conversation.operation(request) === 'token',
    judge(request, conversation) {
      if (!fetchesForEveryCall(conversation) || !isNeedless(request, conversation)) return undefined;
      return {
        message: 'A token was fetched although the one before was still good',
        expected: 'one token for many calls, until it ends or is refused',
        actual: 'a token for every call',
      };
    },
  },
];

function has({ headers }: RecordedRequest, name: string): boolean {
  return (headers[name] ?? '').trim() !== '';
}

/** What a response asks to wait, in milliseconds; absent where it was not told or is no number of seconds. */
function retryAfterMs(request: RecordedRequest | undefined): number | undefined {
  if (request?.answer.kind !== 'response') return undefined;
  const { status, headers } = request.answer;
  const text = headers['retry-after'];
  return (status === 429 || status >= 500) && text !== undefined && /^\d+$/.test(text)
    ? Number(text) * 1000
    : undefined;
}

function metFault(request: RecordedRequest | undefined): boolean {
  return request?.answer.kind === 'response' && request.answer.status >= 500 && retryAfterMs(request) === undefined;
}

function tooEarly(
  request: RecordedRequest,
  previous: RecordedRequest | undefined,
  pauseMs: number,
  message: string,
): ReturnType<Rule['judge']> {
  const waited = request.arrivedAt - (previous?.endedAt ?? -Infinity);
  // What was sent before the answer came is no answer to it.
  if (waited < 0 || waited >= pauseMs - CLOCK_TOLERANCE_MS) return undefined;
  return { message, expected: `at least ${pauseMs} ms after that answer`, actual: `${Math.round(waited)} ms after it` };
}

/** Whether a token was fetched while another one was good: none was refused since, and its fetch had brought one. */
function isNeedless(fetch: RecordedRequest, conversation: Conversation): boolean {
  const before = conversation.requests.slice(0, conversation.requests.indexOf(fetch));
  const last = before.findLastIndex((request) => conversation.operation(request) === 'token');
  const { answer } = before[last] ?? {};
  if (answer?.kind !== 'response' || answer.status !== 200) return false;
  return !before.slice(last).some(({ answer: it }) => it.kind === 'response' && it.status === 401);
}

/**
 * Whether no fetched token has served more than one call. Several tokens alone are no breach: programs
 * that run one after another have to fetch one each.
 */
function fetchesForEveryCall(conversation: Conversation): boolean {
  const intents = conversation.calls.filter((call) => conversation.attempt(call) === 1);
  const used = intents.map(({ headers }) => BEARER.exec(headers['authorization'] ?? '')?.[1] ?? '');
  const fetched = used.filter((token) => conversation.fetchOf(token) !== undefined);
  return fetched.length > 1 && new Set(fetched).size === fetched.length;
}
