import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { declaration } from '../generated/declaration.js';
import { contractVersion } from '../generated/schema-facts.js';
import { InvalidInput } from '../invalid-input.js';
import { writeWhole } from '../report/atomic-write.js';
import { ReportNotWritten } from '../report/report-not-written.js';

interface Options {
  out?: string;
  check?: string;
}

/** `vipmp-conformance types`: writes the TypeScript declaration of the contract. */
export function typesCommand(): Command {
  return new Command('types')
    .description('write the TypeScript types of the contract')
    .option('--out <file>', 'where to write them (default: standard output)')
    .addOption(new Option('--check <file>', 'only see whether a file is what would be written').conflicts('out'))
    .action(async ({ out, check }: Options) => {
      if (check !== undefined) process.exitCode = isCurrent(check) ? 0 : 1;
      else if (out !== undefined) await write(out);
      else process.stdout.write(contractDeclaration());
    });
}

/** The declaration of the contract as a module of its own: types only, so that it may be a .ts or a .d.ts file. */
export function contractDeclaration(): string {
  return `/* eslint-disable */
// The contract of GET /v3/customers/{customer-id}, version ${contractVersion}, as TypeScript.
// Written by \`vipmp-conformance types\`, do not edit; \`vipmp-conformance types --check\` tells when it is stale.

${declaration}`;
}

async function write(file: string): Promise<void> {
  try {
    await writeWhole(file, contractDeclaration(), 0o666);
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    throw new InvalidInput(
      `--out ${file} cannot be written${because(error.cause)}: name a file in a folder that can be`,
    );
  }
}

/** Whether a file holds the declaration, however its lines end; says so where it does not. */
function isCurrent(file: string): boolean {
  const remedy = `run vipmp-conformance types --out ${file}`;
  try {
    if (readFileSync(file, 'utf8').replaceAll('\r\n', '\n') === contractDeclaration()) return true;
    console.error(`vipmp-conformance: ${file} is not the contract of version ${contractVersion}: ${remedy}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new InvalidInput(`--check ${file} cannot be read${because(error)}: name a readable file`);
    }
    console.error(`vipmp-conformance: ${file} does not exist: ${remedy}`);
  }
  return false;
}

function because(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? '' : ` (${code})`;
}
