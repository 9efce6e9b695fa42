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

/**
 * The calls that certainly are retries. Two reads of one customer are not: tests read a customer as often as they
 * like. A retry repeats an id of an earlier call of the same URL, or is one of more calls than the same tests make
 * when nothing goes wrong.
 *
 * @param calls in the order of arrival
 * @param undisturbed how often the same tests request each target if every request succeeds
 */
export function retriesAmong(
  calls: readonly RecordedRequest[],
  earlierWithSame: (header: IdHeader, call: RecordedRequest) => readonly RecordedRequest[],
  undisturbed?: ReadonlyMap<string, number>,
): Map<RecordedRequest, Retry> {
  const retries = new Map<RecordedRequest, Retry>();
  const spare = spareCalls(calls, undisturbed);
  const lastOf = new Map<string, RecordedRequest>();
  for (const call of calls) {
    const last = lastOf.get(call.target);
    lastOf.set(call.target, call);
    const found = repeatedId(call, earlierWithSame) ?? spareCall(call, last, spare);
    if (found === undefined) continue;
    spare.set(call.target, (spare.get(call.target) ?? 0) - 1);
    retries.set(call, { ...found, attempt: (retries.get(found.of)?.attempt ?? 1) + 1 });
  }
  return retries;
}

type Found = Omit<Retry, 'attempt'>;

function repeatedId(
  call: RecordedRequest,
  earlierWithSame: (header: IdHeader, call: RecordedRequest) => readonly RecordedRequest[],
): Found | undefined {
  for (const [header, name] of [
    ['x-correlation-id', 'X-Correlation-Id'],
    ['x-request-id', 'X-Request-Id'],
  ] as const) {
    const of = earlierWithSame(header, call).findLast(
      (earlier) => earlier.target === call.target && !isFulfilled(earlier) && earlier.endedAt <= call.arrivedAt,
    );
    if (of !== undefined) return { of, why: `it repeats the ${name} of ${of.id ?? 'an earlier request'}` };
  }
  return undefined;
}

/** How many more calls there are of each target than the same tests make when nothing goes wrong. */
function spareCalls(
  calls: readonly RecordedRequest[],
  undisturbed: ReadonlyMap<string, number> | undefined,
): Map<string, number> {
  const spare = new Map<string, number>();
  if (undisturbed === undefined) return spare;
  for (const { target } of calls) spare.set(target, (spare.get(target) ?? -(undisturbed.get(target) ?? 0)) + 1);
  // Tests that request something else than before are other tests, of which nothing is known.
  for (const target of spare.keys()) if (!undisturbed.has(target)) spare.delete(target);
  return spare;
}

function spareCall(
  call: RecordedRequest,
  last: RecordedRequest | undefined,
  spare: ReadonlyMap<string, number>,
): Found | undefined {
  if (last === undefined || isFulfilled(last) || last.endedAt > call.arrivedAt) return undefined;
  if ((spare.get(call.target) ?? 0) <= 0) return undefined;
  return { of: last, why: 'the same tests send fewer calls of this URL in scenario ok' };
}
