import type { WriteStream } from 'node:tty';

/** Whether a line may change in place: on a terminal, and not under CI. */
export function isTerminal({ isTTY }: WriteStream): boolean {
  return isTTY && process.env['CI'] === undefined;
}

/** How a text for the console is laid out. */
export interface TerminalLayout {
  /** Whether the terminal shows colors; false in a pipe and under CI. */
  readonly color: boolean;
  /** In columns. */
  readonly width: number;
}

/** The layout of a text for standard output. */
export function terminalLayout(): TerminalLayout {
  return {
    color: isTerminal(process.stdout) && process.env['NO_COLOR'] === undefined,
    width: Math.max(40, Math.min(process.stdout.columns || 80, 100)),
  };
}
