/** The command by itself, with its mistakes told like those of the whole program. */
import { CommanderError } from 'commander';
import { sandboxCommand } from '../../../src/cli/sandbox.js';
import { InvalidInput } from '../../../src/invalid-input.js';

try {
  await sandboxCommand().exitOverride().parseAsync();
} catch (error) {
  if (error instanceof InvalidInput) console.error(error.message);
  else if (!(error instanceof CommanderError)) throw error;
  process.exitCode = 2;
}
