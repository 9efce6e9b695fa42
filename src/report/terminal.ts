import type { WriteStream } from 'node:tty';

/** Whether a line may change in place: on a terminal, and not under CI. */
export function isTerminal({ isTTY }: WriteStream): boolean {
  return isTTY && process.env['CI'] === undefined;
}

/** How wide a text for standard output is, in columns, and whether it has colors. */
export function terminalLayout(): { color: boolean; width: number } {
  return {
    color: isTerminal(process.stdout) && process.env['NO_COLOR'] === undefined,
    width: Math.max(40, Math.min(process.stdout.columns || 80, 100)),
  };
}
