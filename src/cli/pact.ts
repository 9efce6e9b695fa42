import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import { reported } from '../report/reported.js';
import { outOption, prepareOut } from './out.js';
import { contractOption, deviationsOption, notes } from './options.js';

interface Options {
  out: string;
  deviations?: string;
  contract?: string;
}

const HELP = notes(
  'A file is a pact of specification V2 to V4, from any language. Nothing is sent.',
  'Exit codes: 0 the contract promises all that the pacts demand, 1 it does not, 2 the call or a file is wrong, 3 no interaction reads a customer.',
  'Example: vipmp-conformance pact pacts/*.json',
);

/** `vipmp-conformance pact`: compares consumers' pacts with the contract. */
export function pactCommand(): Command {
  return new Command('pact')
    .description("find what consumers' pacts demand that the contract does not promise")
    .argument('[file...]', 'pact files')
    .option('--out <folder>', 'where to write the report', join('reports', 'pact'))
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await comparePacts(files, resolve(outOption(options.out)), options);
    });
}

async function comparePacts(files: readonly string[], out: string, { contract, ...options }: Options): Promise<number> {
  if (files.length === 0) throw new InvalidInput('pact needs a file: name a pact');
  const startedAt = new Date();
  const deviations = await readDeviations(process.cwd(), options.deviations);
  const { notJson } = await import('../recording/not-json.js');
  const pacts = files.map((file) => {
    const text = textOf(file);
    try {
      JSON.parse(text);
    } catch {
      throw notJson(file, text, 1, 'not JSON');
    }
    return { file, text };
  });
  const { pactResults } = await import('../pact/results.js');
  const openapi = createRequire(import.meta.url)('vipmp-conformance/openapi.json') as object;
  const results = await pactResults(openapi, pacts, startedAt, { deviations, contract });
  prepareOut(out, 'pact');
  return reported(out, results);
}

function textOf(file: string): string {
  try {
    return readInputFile(file)
      .toString()
      .replace(/^\uFEFF/, '');
  } catch (error) {
    throw new InvalidInput(`${file} cannot be read (${errorCode(error)}): name a pact file`);
  }
}
