import { startDeadline } from './deadline.js';
import { Unavailable } from './errors/unavailable.js';
import type { ErrorFacts } from './errors/vipmp-error.js';
import type { Fetch } from './options.js';
import { withoutSecrets } from './secrets.js';
import { unlessAborted } from './unless-aborted.js';

/** One attempt at a request. */
export interface Attempt {
  /** The facts about the request, for errors. */
  readonly facts: Pick<ErrorFacts, 'request' | 'requestId' | 'correlationId'>;
  /** Secrets that no error may contain. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/** No complete response came. It never leaves the client, since `reason` may contain a secret. */
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
 * A fetch that resolves once the whole body has arrived, so that a broken response is distinguished from one that does
 * not conform.
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
 * Runs one attempt within its time limit.
 *
 * @returns what `send` resolves to, or Unavailable if no complete response came
 * @throws the reason of the caller's signal if it aborted; anything that `send` throws except for a missing response
 */
export async function attempted<T>(
  attempt: Attempt,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<T | Unavailable> {
  const { facts, secrets, timeoutMs, signal } = attempt;
  signal?.throwIfAborted();
  const deadline = startDeadline(timeoutMs, signal);
  try {
    // A fetch that ignores its signal must not block the caller.
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

/** Reads a body up to 5 MiB, so that an endless one does not fill the caller's memory. */
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

/** The innermost cause of an error, since `fetch` itself says only that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.cause instanceof Error) return reasonOf(error.cause);
  // If all addresses of a host fail, the AggregateError has no message.
  if (error instanceof AggregateError && error.message === '') return reasonOf(error.errors[0]);
  return error.message === '' ? error.name : error.message;
}
