/** Runs work with a signal that the first Ctrl-C or SIGTERM aborts; later ones are ignored. */
export async function withInterruption<T>(work: (interruption: AbortSignal) => Promise<T>): Promise<T> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    return await work(interruption.signal);
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

/** Resolves on Ctrl-C (SIGINT) or SIGTERM. */
export function interrupted(): Promise<void> {
  return withInterruption(
    (interruption) => new Promise((done) => interruption.addEventListener('abort', () => done(), { once: true })),
  );
}
