import { join, relative } from 'node:path';
import type { ConsoleLayout } from './console.js';

/** The layout of a summary for the standard output of this process. */
export function terminalLayout(out: string): ConsoleLayout {
  const { isTTY, columns } = process.stdout;
  return {
    colour: isTTY && process.env['CI'] === undefined && process.env['NO_COLOR'] === undefined,
    width: Math.min(columns || 80, 100),
    report: relative(process.cwd(), join(out, 'index.html')),
  };
}
