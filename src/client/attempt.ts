import { startDeadline } from './deadline.js';
import { Unavailable } from './errors/unavailable.js';
import type { ErrorFacts } from './errors/vipmp-error.js';
import type { Fetch } from './options.js';
import { withoutSecrets } from './secrets.js';
import { unlessAborted } from './unless-aborted.js';

/** One attempt to get an answer. */
export interface Attempt {
  /** What an error says about the request. */
  readonly facts: Pick<ErrorFacts, 'request' | 'requestId' | 'correlationId'>;
  /** What no error may repeat. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** No complete response came. It never leaves the client, since `reason` may repeat a secret. */
class NoResponse extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super('no complete response');
    this.reason = reason;
  }
}

const WITHOUT_BODY = [204, 205, 304];
const MAX_BODY_BYTES = 5 * 1024 * 1024;

/**
 * A fetch whose response has come to the last byte of its body, so that a broken one is distinguished from one
 * that is not as documented.
 */
export function completeFetch(fetch: Fetch): Fetch {
  return async (request) => {
    try {
      const response = await fetch(request);
      const bytes = await bytesOf(response);
      return new Response(WITHOUT_BODY.includes(response.status) ? null : bytes, response);
    } catch (error) {
      throw new NoResponse(reasonOf(error));
    }
  };
}

/**
 * Runs one attempt within its time.
 *
 * @returns what `send` resolves to, or Unavailable if no complete response came
 * @throws the reason of the caller's signal if that ended it; what `send` throws but for the lack of a response
 */
export async function attempted<T>(
  attempt: Attempt,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T | Unavailable> {
  const { facts, secrets, timeoutMs, signal } = attempt;
  signal?.throwIfAborted();
  const deadline = startDeadline(timeoutMs, signal);
  try {
    // A fetch that does not heed its signal must not hold the caller.
    return await unlessAborted(send(deadline.signal), deadline.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.expired)
      return new Unavailable({ ...facts, problem: `got no complete answer within ${timeoutMs} ms` });
    if (!(error instanceof NoResponse)) throw error;
    const reason = withoutSecrets(error.reason, secrets);
    return new Unavailable({ ...facts, problem: `got no complete answer: ${reason}` });
  } finally {
    deadline.clear();
  }
}

/** A body without an end must not fill the memory of the caller. */
async function bytesOf({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  for (let size = 0; size <= MAX_BODY_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
    size += value.length;
  }
  await reader.cancel();
  throw new Error('it is larger than 5 MiB');
}

/** `fetch` says only that it failed; the innermost cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // Several addresses of one host fail together in an AggregateError without a message of its own.
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return error.message === '' ? error.name : error.message;
}
