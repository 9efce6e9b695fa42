import { CommanderError, type Command } from 'commander';
import { InvalidInput } from '../invalid-input.js';

/**
 * Runs a command line to its end and sets the exit code: a wrong call is one line and 2, where commander
 * would explain it in several; whatever nobody foresaw is a defect and 4.
 */
export async function runToEnd(root: Command): Promise<void> {
  const oneLine = (text: string): string =>
    `${root.name()}: ${text
      .trim()
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')}\n`;
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  }
  try {
    await root.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof InvalidInput) {
      process.stderr.write(oneLine(error.message));
      process.exitCode = 2;
    } else {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${root.name()}: this is a defect of the suite, please report it: ${detail}\n`);
      process.exitCode = 4;
    }
  }
}
