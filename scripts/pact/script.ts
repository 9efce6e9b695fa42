import { CommanderError, type Command } from 'commander';
import { InvalidInput } from '../../src/invalid-input.js';

/**
 * Runs a script as the command of this package runs: a wrong call is one line and exit code 2, a defect
 * exit code 4.
 */
export async function runScript(command: Command): Promise<void> {
  const oneLine = (text: string): string =>
    `${command.name()}: ${text
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')
      .trim()}\n`;
  command.exitOverride().configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof InvalidInput) {
      process.stderr.write(oneLine(error.message));
      process.exitCode = 2;
    } else {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${command.name()}: this is a defect, please report it: ${detail}\n`);
      process.exitCode = 4;
    }
  }
}
