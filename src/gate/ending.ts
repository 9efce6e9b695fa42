/** How a command ended; `late`: it was ended because it had run for so long, in milliseconds. */
export type Ending =
  { kind: 'exit'; code: number } | { kind: 'signal'; signal: NodeJS.Signals } | { kind: 'late'; afterMs: number };

/** How a command ended: `exit 1`, `ended by SIGSEGV`. */
export function endingInWords(ending: Ending): string {
  if (ending.kind === 'exit') return `exit ${ending.code}`;
  return ending.kind === 'signal'
    ? `ended by ${ending.signal}`
    : `still running after ${Math.round(ending.afterMs / 1000)} s`;
}

/** Whether a command ended with 0. */
export function isSuccess(ending: Ending): boolean {
  return ending.kind === 'exit' && ending.code === 0;
}
