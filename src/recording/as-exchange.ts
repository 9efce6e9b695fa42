import { isTooDeep } from '../exchange/body.js';
import { UNKNOWN_STATUS } from '../checks/customer-body.js';
import type { Answered } from '../checks/answer.js';
import type { Exchange } from '../exchange/exchange.js';
import type { RecordedExchange } from './har-entry.js';

/** Converts a recorded exchange for the checks. */
export function asExchange(id: string, recorded: RecordedExchange): Exchange {
  const { url, headers, response, comment, startedAt, durationMs } = recorded;
  return {
    id,
    purpose: comment ?? 'recorded',
    request: { method: 'GET', url, headers },
    startedAt,
    durationMs,
    ...(response === undefined
      ? { failure: { kind: 'aborted', message: 'The recording has no response' } }
      : {
          response: {
            status: response.status,
            headers: response.headers ?? {},
            bytes: response.bytes ?? new Uint8Array(),
          },
        }),
  };
}

/** Converts a body saved without its response for the checks, without parsing it again. */
export function savedAnswer(value: unknown, text: string): Answered {
  const byteOrderMark = text.startsWith('\uFEFF');
  return {
    ...{ id: '', purpose: 'saved body', startedAt: 0, durationMs: 0 },
    request: { method: 'GET', url: '', headers: {} },
    response: {
      ...{ status: UNKNOWN_STATUS, headers: {}, bytes: new Uint8Array() },
      body: isTooDeep(text)
        ? { kind: 'too-deep' }
        : { kind: 'json', value, text: byteOrderMark ? text.slice(1) : text, byteOrderMark },
    },
  };
}
