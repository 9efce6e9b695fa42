/** How a command ended; `stopped`: the gate ended it because it was still doing what `still` says. */
export type Ending =
  { kind: 'exit'; code: number } | { kind: 'signal'; signal: NodeJS.Signals } | { kind: 'stopped'; still: string };

/** How a command ended: `exit 1`, `ended by SIGSEGV`, `still running after 60 s`. */
export function endingInWords(ending: Ending): string {
  if (ending.kind === 'exit') return `exit ${ending.code}`;
  return ending.kind === 'signal' ? `ended by ${ending.signal}` : `still ${ending.still}`;
}

/** Whether a command ended with 0. */
export function isSuccess(ending: Ending): boolean {
  return ending.kind === 'exit' && ending.code === 0;
}
