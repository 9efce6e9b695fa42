import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import type { KnownDeviation } from '../report/results.js';
import { outOption, prepareOut } from './out.js';
import { reported } from '../report/reported.js';
import { allowMissingOption, contractOption, deviationsOption, EXIT_CODES, notes } from './options.js';

interface Options {
  out?: string;
  deviations?: string;
  contract?: string;
  allowMissing?: number;
}

/** `vipmp-conformance merge`: makes one report of the shards of a sweep. */
export function mergeCommand(): Command {
  return new Command('merge')
    .description('merge the shards of a sweep into one report')
    .argument('<folder...>', 'the folders that the shards wrote')
    .option('--out <folder>', 'where to write the report (default: reports/sweep-<target>)')
    .addOption(allowMissingOption())
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', notes(EXIT_CODES, 'Example: vipmp-conformance merge shard-1 shard-2 --out reports/sweep'))
    .action(async (folders: string[], options: Options) => {
      process.exitCode = await merge(folders, options, await readDeviations(process.cwd(), options.deviations));
    });
}

async function merge(
  folders: readonly string[],
  { out: outFolder, allowMissing = 0, contract }: Options,
  deviations: readonly KnownDeviation[],
): Promise<number> {
  const { mergedState, mergeFindings, sweptFolders } = await import('../sweep/merge.js');
  const { mergeUnjudged } = await import('../sweep/unjudged-file.js');
  const { reportOfSweep } = await import('../sweep/results.js');
  const swept = sweptFolders(folders);
  const state = mergedState(swept);
  const out = resolve(outOption(outFolder) ?? join('reports', `sweep-${state.target.name}`));
  if (folders.some((folder) => resolve(folder) === out)) {
    throw new InvalidInput(`--out ${out} is one of the shards: name another folder`);
  }
  prepareOut(out, 'merge');
  await mergeFindings(swept, out);
  await mergeUnjudged(swept, out);
  const { results, portfolio } = reportOfSweep(state, { deviations, allowMissing, contract });
  return reported(out, results, portfolio);
}
