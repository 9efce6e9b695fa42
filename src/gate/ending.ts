/** How a command ended. */
export type Ending = { kind: 'exit'; code: number } | { kind: 'signal'; signal: NodeJS.Signals };

/** How a command ended: `exit 1`, `ended by SIGSEGV`. */
export function endingInWords(ending: Ending): string {
  return ending.kind === 'exit' ? `exit ${ending.code}` : `ended by ${ending.signal}`;
}

/** Whether a command ended with 0. */
export function isSuccess(ending: Ending): boolean {
  return ending.kind === 'exit' && ending.code === 0;
}
