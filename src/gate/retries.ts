import { grouped } from '../report/grouped.js';
import { isFulfilled, type IdHeader, type RecordedRequest } from './recorded-request.js';

/** A call that certainly repeats an earlier one. */
export interface Retry {
  /** The attempt before. */
  of: RecordedRequest;
  /** Which attempt it is, from 2. */
  attempt: number;
  /** Why it was taken for a retry, as a clause. */
  why: string;
}

/** What tests do when nothing goes wrong. */
export interface Habits {
  /** How often they request each target, if it is once, or one time after another over one connection. */
  counts: ReadonlyMap<string, number>;
  /** The ids that they reuse anyway, so that a repeated id is no sign of a retry. */
  repeated: ReadonlySet<IdHeader>;
  /** The old tokens that they replace when these are refused. */
  renewed: ReadonlySet<string>;
}

type EarlierWithSame = (header: IdHeader, call: RecordedRequest) => readonly RecordedRequest[];

const ID_HEADERS = [
  ['x-correlation-id', 'X-Correlation-Id'],
  ['x-request-id', 'X-Request-Id'],
] as const;

/** What the calls of a run show of the tests that made them. */
export function habitsOf(calls: readonly RecordedRequest[], earlierWithSame: EarlierWithSame): Omit<Habits, 'renewed'> {
  const counts = new Map<string, number>();
  for (const [target, same] of grouped(calls, (call) => call.target)) {
    // With several connections, it is unknown over which one a retry would come.
    const isInTurn = same.every(({ sender }) => sender === same[0]?.sender);
    if (same.length === 1 || isInTurn) counts.set(target, same.length);
  }
  const repeated = ID_HEADERS.map(([header]) => header).filter((header) =>
    calls.some((call) => earlierWithSame(header, call).some(isFulfilled)),
  );
  return { counts, repeated: new Set(repeated) };
}

/**
 * The calls that are certainly retries. Two reads of one customer are not: tests read a customer as often as they like.
 * A retry repeats an id of an earlier call of the same URL, or follows a failed call where there are more calls than
 * the same tests make when nothing goes wrong: at least as many more as there are calls after a failed one.
 *
 * @param calls in the order of arrival
 */
export function retriesAmong(
  calls: readonly RecordedRequest[],
  earlierWithSame: EarlierWithSame,
  habits?: Habits,
): Map<RecordedRequest, Retry> {
  const retries = new Map<RecordedRequest, Retry>();
  const afterFailed = failedBefore(calls);
  const certain = targetsOfRetriesOnly(calls, afterFailed, habits);
  for (const call of calls) {
    const failed = certain.has(call.target) ? afterFailed.get(call) : undefined;
    const of = repeatedCall(call, earlierWithSame, habits) ?? failed;
    if (of === undefined) continue;
    const name = ID_HEADERS.find(([header]) => earlierWithSame(header, call).includes(of))?.[1];
    const why =
      name === undefined
        ? 'the same tests send fewer calls of this URL in scenario ok'
        : `it repeats the ${name} of ${of.id}`;
    retries.set(call, { of, why, attempt: (retries.get(of)?.attempt ?? 1) + 1 });
  }
  return retries;
}

/** The failed call whose ids a call repeats, unless they are repeated after a success too. */
function repeatedCall(
  call: RecordedRequest,
  earlierWithSame: EarlierWithSame,
  habits: Habits | undefined,
): RecordedRequest | undefined {
  for (const [header] of ID_HEADERS) {
    const earlier = earlierWithSame(header, call);
    if (habits?.repeated.has(header) === true || earlier.some(isFulfilled)) continue;
    const of = earlier.findLast(
      ({ method, target, endedAt }) => method === call.method && target === call.target && endedAt <= call.arrivedAt,
    );
    if (of !== undefined) return of;
  }
  return undefined;
}

/** Calls that came directly after a failed one of the same URL, and when that had ended, with the failed one. */
function failedBefore(calls: readonly RecordedRequest[]): Map<RecordedRequest, RecordedRequest> {
  const found = new Map<RecordedRequest, RecordedRequest>();
  const lastOf = new Map<string, RecordedRequest>();
  for (const call of calls) {
    const last = lastOf.get(call.target);
    if (last !== undefined && !isFulfilled(last) && last.endedAt <= call.arrivedAt) found.set(call, last);
    lastOf.set(call.target, call);
  }
  return found;
}

/** The targets of which every call after a failed one is a retry. Others may be the next test of the same customer. */
function targetsOfRetriesOnly(
  calls: readonly RecordedRequest[],
  afterFailed: ReadonlyMap<RecordedRequest, RecordedRequest>,
  habits: Habits | undefined,
): Set<string> {
  return new Set(
    [...grouped(calls, ({ target }) => target)].flatMap(([target, same]) => {
      const others = same.filter((call) => !afterFailed.has(call)).length;
      return others >= (habits?.counts.get(target) ?? Infinity) ? target : [];
    }),
  );
}
