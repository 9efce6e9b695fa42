/** Passes on the first Ctrl-C or SIGTERM; later ones change nothing, since everything ends soon. */
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

/** Resolves at Ctrl-C or a request to end. */
export function interrupted(): Promise<void> {
  return withInterruption(
    (interruption) => new Promise((done) => interruption.addEventListener('abort', () => done(), { once: true })),
  );
}
