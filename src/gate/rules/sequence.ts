import { isDeepStrictEqual } from 'node:util';
import { decodedSegment } from '../../exchange/decoded.js';
import { isUnfilled } from '../../exchange/no-value.js';
import { retryAfterMs } from '../../targets/retry-after.js';
import { earlierInWords, type Conversation } from '../conversation.js';
import { isCall, pathOf, wasBroken, wasGivenUp, type IdHeader, type RecordedRequest } from '../recorded-request.js';
import type { Retry } from '../retries.js';
import { shownOperation } from '../shown-request.js';
import type { Breach, Rule } from './rule.js';

const MOST_ATTEMPTS = 5;
const SHORTEST_BACKOFF_MS = 100;

/** Java needs 30 ms for a new TLS connection, and more on a busy machine. */
const LONGEST_RECONNECTING_MS = 300;

/** Timers of clients may fire a little early, and the clocks of two processes differ. */
const CLOCK_TOLERANCE_MS = 20;

/**
 * The rules for how requests follow one another. Those of Adobe's pages are about ids; the others are good practice,
 * and judge certain retries only.
 */
export const sequenceRules: readonly Rule[] = [
  {
    requirement: 'request.request-id-unique',
    applies: carries('x-request-id'),
    judge(request, conversation) {
      const earlier = conversation.earlierWithSame('x-request-id', request).at(-1);
      if (earlier === undefined || isRepeatedByTransport(earlier, request)) return undefined;
      return {
        message: isRetryOf(earlier, request, conversation)
          ? 'A retry repeats the X-Request-Id'
          : 'X-Request-Id was used before',
        expected: 'a new id for every request, a retry included',
        ...sameId('x-request-id', request, earlier),
      };
    },
  },
  {
    requirement: 'request.correlation-id-fresh',
    applies: carries('x-correlation-id'),
    judge(request, conversation) {
      const earlier = conversation.earlierWithSame('x-correlation-id', request);
      const answered = earlier.findLast((it) => !wasGivenUp(it, request));
      if (answered !== undefined) {
        return {
          message: isRetryOf(answered, request, conversation)
            ? 'A retry repeats the X-Correlation-Id'
            : 'X-Correlation-Id was used before',
          expected: 'a new id for every call, unless the one before got no response',
          ...sameId('x-correlation-id', request, answered),
        };
      }
      const other = earlier.find((it) => intentOf(it) !== intentOf(request));
      if (other === undefined) return undefined;
      return {
        message: 'X-Correlation-Id was used for another intent',
        expected: 'a new id for every intent',
        ...sameId('x-correlation-id', request, other),
      };
    },
  },
  {
    requirement: 'request.attempts-bounded',
    applies: isCall,
    judge(request, conversation) {
      const retry = conversation.retries.get(request);
      if (retry === undefined || retry.attempt <= MOST_ATTEMPTS) return undefined;
      return {
        message: `A call was tried more than ${MOST_ATTEMPTS} times`,
        expected: `at most ${MOST_ATTEMPTS} attempts`,
        actual: `attempt ${retry.attempt}, a retry of ${earlierInWords(retry.of, request)}: ${retry.why}`,
      };
    },
  },
  {
    requirement: 'request.retry-after-kept',
    applies: (request, conversation) => waitAskedFor(conversation.retries.get(request)?.of) !== undefined,
    judge: (request, conversation) =>
      tooEarly(request, conversation, (of) => waitAskedFor(of) ?? 0, 'A retry came before Retry-After was over'),
  },
  {
    requirement: 'request.backoff',
    applies: (request, conversation) => metFault(conversation.retries.get(request)?.of),
    judge: (request, conversation) =>
      tooEarly(request, conversation, () => SHORTEST_BACKOFF_MS, 'A retry came at once after a server error'),
  },
  {
    requirement: 'request.token-reused',
    applies: (request, conversation) =>
      request.operation === 'token' || conversation.retries.get(request)?.of.answer?.status === 401,
    judge(request, conversation) {
      const { of } = conversation.retries.get(request) ?? {};
      if (of !== undefined && of.headers['authorization'] === request.headers['authorization']) {
        return {
          message: 'A retry sends the token that was refused',
          expected: 'a token that was fetched after the 401',
          actual: `the token of ${earlierInWords(of, request)}`,
          earlier: of.id,
        };
      }
      const earlier = conversation.needless.get(request);
      if (earlier === undefined) return undefined;
      return {
        message: 'A token was fetched although the one before was still good',
        expected: 'one token for many calls, until it expires or is refused',
        actual: `a token for every call; the same process fetched one in ${earlierInWords(earlier, request)}`,
      };
    },
  },
];

/**
 * Whether a request was sent again below the client's own code: HTTP libraries of Go and Java repeat a GET at once, with
 * all its headers, if its connection breaks.
 */
function isRepeatedByTransport(earlier: RecordedRequest, request: RecordedRequest): boolean {
  return (
    wasBroken(earlier) &&
    earlier.target === request.target &&
    isDeepStrictEqual(earlier.headers, request.headers) &&
    request.arrivedAt - earlier.endedAt < LONGEST_RECONNECTING_MS
  );
}

function isRetryOf(earlier: RecordedRequest, request: RecordedRequest, { retries }: Conversation): boolean {
  return retries.get(request)?.of === earlier;
}

/** What a request is to do. A query or another spelling of the id, such as one that avoids a cache, changes nothing. */
function intentOf({ method, target }: RecordedRequest): string {
  return `${method} ${decodedSegment(pathOf(target))}`;
}

/** The most characters of an id that are shown. */
const SHOWN_ID = 40;

/** Which id was used before, and by which request. */
function sameId(
  header: IdHeader,
  request: RecordedRequest,
  earlier: RecordedRequest,
): Pick<Breach, 'actual' | 'earlier'> {
  const id = request.headers[header] ?? '';
  const shown = id.length > SHOWN_ID ? `${id.slice(0, SHOWN_ID)}…` : id;
  const user = isCall(earlier) ? '' : `${shownOperation(earlier)}, `;
  return { actual: `${shown}, the id of ${user}${earlierInWords(earlier, request)}`, earlier: earlier.id };
}

function carries(header: IdHeader): Rule['applies'] {
  return (request) => {
    const id = (request.headers[header] ?? '').trim();
    // A placeholder is wrong in itself, and it always repeats.
    return isCall(request) && id !== '' && !isUnfilled(id);
  };
}

/** What a response asks to wait, in milliseconds; absent if it does not. */
function waitAskedFor(request: RecordedRequest | undefined): number | undefined {
  if (request?.answer === undefined) return undefined;
  const { status, headers } = request.answer;
  if (status !== 429 && status < 500) return undefined;
  return retryAfterMs(headers['retry-after'], request.startedAt + request.endedAt - request.arrivedAt);
}

function metFault(request: RecordedRequest | undefined): boolean {
  return (request?.answer?.status ?? 0) >= 500 && waitAskedFor(request) === undefined;
}

function tooEarly(
  request: RecordedRequest,
  conversation: Conversation,
  pauseMs: (of: RecordedRequest) => number,
  message: string,
): Breach | undefined {
  const retry: Retry | undefined = conversation.retries.get(request);
  if (retry === undefined) return undefined;
  const wanted = pauseMs(retry.of);
  const waited = request.arrivedAt - retry.of.endedAt;
  // What was sent before the answer came is not a reaction to it.
  if (waited < 0 || waited >= wanted - CLOCK_TOLERANCE_MS) return undefined;
  return {
    message,
    expected: `at least ${wanted} ms between the response and the retry`,
    actual: `retry of ${earlierInWords(retry.of, request)}; ${retry.why}`,
  };
}
