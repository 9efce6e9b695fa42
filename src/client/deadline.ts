/** The time that one attempt has, which ends early if the caller gives up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time ran out. */
  readonly expired: boolean;
  /** Lets go of timer and caller; needed on every path. */
  clear(): void;
}

/**
 * Starts a deadline. Unlike `AbortSignal.any` it lets go of a caller's signal that outlives the attempt,
 * and distinguishes the end of the time from the caller's own abort.
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
