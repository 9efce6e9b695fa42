import { CommanderError, type Command } from 'commander';
import { surviveConsole } from '../console-output.js';
import { InvalidInput } from '../invalid-input.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import { oneLine } from '../report/visible-text.js';
import { unknownVariables, WATCH_RUN } from '../targets/unknown-variables.js';
import { whereThrown } from '../where-thrown.js';

/**
 * Runs a command line and sets the exit code. A wrong call prints one line and ends with 2 (commander would print
 * several); an unexpected error is a defect and ends with 4.
 */
export async function runToEnd(root: Command, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const errorLine = (text: string): string => `${root.name()}: ${oneLine(text).replace(/^error: /, '')}\n`;
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(errorLine(text)) });
  }
  surviveConsole();
  let warnings: string[] = [];
  root.hook('preAction', (_root, command) => {
    requireFolder();
    warnings = READS_VARIABLES.includes(command.name()) ? warningsFor(command.opts<{ target?: string }>().target) : [];
  });
  try {
    await root.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else if (error instanceof InvalidInput) {
      process.stderr.write(errorLine(error.message));
      process.exitCode = 2;
    } else if (error instanceof ReportNotWritten) {
      process.stderr.write(errorLine(error.message));
      process.exitCode = 4;
    } else {
      process.stderr.write(`${root.name()}: this is a defect of the suite, please report it: ${whereThrown(error)}\n`);
      process.exitCode = 4;
    }
  }
  // A wrong call prints one line and nothing else.
  if (process.exitCode !== 2) for (const warning of warnings) process.stderr.write(errorLine(warning));
}

/** @throws InvalidInput if the working directory no longer exists */
function requireFolder(): void {
  try {
    process.cwd();
  } catch {
    throw new InvalidInput('the working directory no longer exists: change to one that does');
  }
}

/** The commands that read variables, and warn about unknown ones. */
const READS_VARIABLES = ['check', 'sweep', 'watch', 'gate', 'judge', 'whois'];

/** Warnings about unknown variables; `watch` prints them for the commands it runs. */
function warningsFor(target: string | undefined): string[] {
  if (process.env[WATCH_RUN] !== undefined) return [];
  try {
    return unknownVariables(process.cwd(), target ?? process.env['VIPMP_TARGET'], process.env);
  } catch (error) {
    // The command that needs the file reports it.
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}
