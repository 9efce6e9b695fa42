import { Command, Option } from 'commander';
import { declaration } from '../generated/declaration.js';
import { contractVersion } from '../generated/schema-facts.js';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { writeOutFile } from './out.js';
import { notes } from './options.js';

interface Options {
  out?: string;
  check?: string;
}

/** `vipmp-conformance types`: writes the TypeScript declaration of the contract. */
export function typesCommand(): Command {
  return new Command('types')
    .description('write the TypeScript types of the contract')
    .option('--out <file>', 'where to write them (default: standard output)')
    .addOption(new Option('--check <file>', 'exit 1 if a file is not up to date, and write nothing').conflicts('out'))
    .addHelpText('after', notes('Example: vipmp-conformance types --out src/vipmp.d.ts'))
    .action(async ({ out, check }: Options) => {
      if (check !== undefined) process.exitCode = isCurrent(check) ? 0 : 1;
      else if (out !== undefined) await writeOutFile(out, contractDeclaration(), 0o666);
      else process.stdout.write(contractDeclaration());
    });
}

/** The declaration of the contract as a module. It has only types, so it may be a .ts or a .d.ts file. */
export function contractDeclaration(): string {
  return `/* eslint-disable */
// The contract of GET /v3/customers/{customer-id}, version ${contractVersion}, as TypeScript.
// Written by \`vipmp-conformance types\`, do not edit; \`vipmp-conformance types --check\` fails if it is stale.

${declaration}`;
}

/** Whether a file holds the declaration, with any line endings; if not, prints what to do. */
function isCurrent(file: string): boolean {
  const remedy = `run vipmp-conformance types --out ${file}`;
  try {
    if (readInputFile(file).toString().replaceAll('\r\n', '\n') === contractDeclaration()) return true;
    console.error(`vipmp-conformance: ${file} does not match contract ${contractVersion}: ${remedy}`);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      throw new InvalidInput(`--check ${file} cannot be read (${errorCode(error)}): name a readable file`);
    }
    console.error(`vipmp-conformance: ${file} does not exist: ${remedy}`);
  }
  return false;
}
