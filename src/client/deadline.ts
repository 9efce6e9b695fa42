/** The time limit of one attempt, which also ends if the caller aborts. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time ran out. */
  readonly expired: boolean;
  /** Releases the timer and the caller's signal; must always be called. */
  clear(): void;
}

/**
 * Starts a deadline. Unlike `AbortSignal.any`, it releases a caller's signal that outlives the attempt, and
 * distinguishes a timeout from the caller's abort.
 */
export function startDeadline(ms: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let expired = false;
  const giveUp = (): void => controller.abort(caller?.reason);
  const timer = setTimeout(() => {
    expired = true;
    controller.abort(new DOMException('The attempt took too long', 'TimeoutError'));
  }, ms);
  caller?.addEventListener('abort', giveUp, { once: true });
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    clear() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', giveUp);
    },
  };
}
