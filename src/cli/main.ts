import { Command, CommanderError } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import { checkCommand } from './check.js';
import { gateCommand } from './gate.js';
import { sandboxCommand } from './sandbox.js';
import { typesCommand } from './types.js';
import { suiteVersion } from '../suite-version.js';

/** Commander explains a mistake in several lines; a caller of a command wants one. */
function oneLine(text: string): string {
  return `vipmp-conformance: ${text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')}\n`;
}

function program(): Command {
  const root = new Command('vipmp-conformance')
    .description('Contract tests and conformance checks for GET /v3/customers/{customer-id} of the VIP Marketplace API')
    .version(suiteVersion())
    .helpCommand(false);
  for (const command of [checkCommand(), gateCommand(), sandboxCommand(), typesCommand()]) root.addCommand(command);
  for (const command of [root, ...root.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(oneLine(text)) });
  }
  return root;
}

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else if (error instanceof InvalidInput) {
    process.stderr.write(oneLine(error.message));
    process.exitCode = 2;
  } else {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`vipmp-conformance: this is a defect of the suite, please report it: ${detail}\n`);
    process.exitCode = 4;
  }
}
