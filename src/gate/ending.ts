/** How a command ended. */
export type Ending = { kind: 'exit'; code: number } | { kind: 'signal'; signal: NodeJS.Signals };

/** How a command ended: `exit code 1`, `ended by SIGSEGV`. */
export function endingInWords(ending: Ending): string {
  return ending.kind === 'exit' ? `exit code ${ending.code}` : `ended by ${ending.signal}`;
}
