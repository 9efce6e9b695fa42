import { bodyOf } from '../exchange/body.js';
import type { JsonBody } from '../exchange/exchange.js';
import { firstDifference } from '../exchange/json-difference.js';
import type { Observation } from '../exchange/observation.js';
import type { Answered } from './answer.js';

/** The first difference between a replayed response and the original; empty if they are equal byte for byte. */
export function replayDifference(answer: Answered, first: Answered): Observation[] {
  const { purpose } = answer;
  const [before, after] = [first.response, answer.response];
  if (after.status !== before.status) {
    const message = `${purpose}: the status is ${after.status}, not ${before.status} as in the first response`;
    return [{ message, expected: `${before.status}, as in ${first.id}`, actual: `${after.status}` }];
  }
  if (Buffer.compare(before.bytes, after.bytes) === 0) return [];
  const [one, other] = [bodyOf(before), bodyOf(after)];
  if (one.kind !== 'json' || other.kind !== 'json') {
    const message = `${purpose}: the body differs from the first response`;
    const expected = `the same ${before.bytes.length} bytes as in ${first.id}`;
    return [{ message, expected, actual: `${after.bytes.length} other bytes, ${other.kind.replaceAll('-', ' ')}` }];
  }
  const difference = firstDifference(one.value, other.value);
  if (difference === undefined) {
    const message = `${purpose}: the same content in different bytes: ${otherBytes(one, other)}`;
    return [{ message, expected: `the same bytes as in ${first.id}`, actual: otherBytes(one, other) }];
  }
  const { path } = difference;
  return [
    {
      message: `${purpose}: ${path === '' ? 'the body' : path} differs from the first response`,
      ...(path === '' ? {} : { path }),
      expected: `${difference.before === undefined ? 'absent, ' : ''}as in ${first.id}`,
      expectedValue: difference.before,
      ...(difference.after === undefined ? { actual: 'absent' } : { value: difference.after }),
    },
  ];
}

/** Says how two texts of the same content differ. */
function otherBytes(one: JsonBody, other: JsonBody): string {
  if (one.byteOrderMark !== other.byteOrderMark) return 'a byte order mark';
  // Both keep their keys in the order of the text.
  return JSON.stringify(one.value) === JSON.stringify(other.value) ? 'white space or escapes' : 'key order';
}
