import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { defined } from '../defined.js';
import { InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import type { IdList } from '../sweep/ids.js';
import { shardNamed } from '../sweep/shard.js';
import type { SweepOptions } from '../sweep/sweep.js';
import type { SweepState } from '../sweep/state.js';
import {
  embeddedLimits,
  remoteConfiguration,
  targetName,
  type TargetConfiguration,
  type TargetName,
} from '../targets/configuration.js';
import { withInterruption } from './interruption.js';
import { outOption, prepareOut } from './out.js';
import { progressLine } from './progress.js';
import { reported } from '../report/reported.js';
import {
  allowMissingOption,
  columnOption,
  contractOption,
  deviationsOption,
  EXIT_CODES,
  notes,
  sampleOption,
  targetOption,
  wholeNumber,
} from './options.js';

interface Options {
  target?: string;
  ids?: string;
  out?: string;
  sample?: number;
  shard?: string;
  resume?: true;
  baseline?: string;
  failOn?: string;
  column?: string;
  allowMissing?: number;
  deviations?: string;
  contract?: string;
  concurrency: number;
}

const HELP = notes(
  'The ids are one per line, or in a column of a CSV: that of --column, else the one headed customer id, else the first. Lines that begin with # are skipped. Without --ids, the embedded sandbox is swept for its own customers; other targets need --ids, and the variables of check except VIPMP_CUSTOMER_ID.',
  'Files in --out: those of check without playwright/, findings.ndjson (every finding), portfolio.json, fields.csv, values.csv, violations.csv, and unjudged.csv (customers that could not be judged). Customers appear under pseudonyms; whois finds their ids if VIPMP_PSEUDONYM_KEY is set. Shards to be merged need the same key.',
  EXIT_CODES,
  'Example: vipmp-conformance sweep --target sandbox --ids customers.csv',
);

/** `vipmp-conformance sweep`: validates many customers of a target. */
export function sweepCommand(): Command {
  return new Command('sweep')
    .description('check many customers of a target')
    .addOption(targetOption())
    .option('--ids <file>', 'a file with customer ids, or - for standard input')
    .option('--out <folder>', 'where to write the report (default: reports/sweep-<target>)')
    .addOption(sampleOption())
    .option('--shard <i/n>', 'process shard i of n, for example 1/4')
    .option('--resume', 'continue an interrupted sweep in the same folder')
    .option('--baseline <file>', 'the portfolio.json of an earlier sweep to compare with')
    .addOption(new Option('--fail-on <what>', 'also fail the sweep for this').choices(['drift']))
    .option('--concurrency <number>', 'the most requests in flight at once', wholeNumber(1, 256), 16)
    .addOption(columnOption())
    .addOption(allowMissingOption())
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      process.exitCode = await sweepCustomers(options);
    });
}

async function sweepCustomers(options: Options): Promise<number> {
  const folder = process.cwd();
  const target = targetName(options.target, folder, process.env);
  const shard = options.shard === undefined ? undefined : shardNamed(options.shard);
  const out = resolve(outOption(options.out) ?? join('reports', `sweep-${target}`));
  const deviations = await readDeviations(folder, options.deviations);
  const { readPortfolio } = await import('../sweep/baseline.js');
  const baseline = options.baseline === undefined ? {} : { baseline: readPortfolio(options.baseline, '--baseline') };
  const sweepList = async (configuration: TargetConfiguration, list: IdList, interruption: AbortSignal) => {
    prepareOut(out, 'sweep');
    if (list.note !== undefined) process.stderr.write(`vipmp-conformance: ${list.note}\n`);
    const { resumedState } = await import('../sweep/resume.js');
    const { name, baseUrl } = configuration;
    const about = { run: randomUUID(), target: { name, baseUrl }, total: list.total };
    const state = resumedState(out, options.resume === true, { ...about, ...defined({ shard }) });
    const { ended, failure } = await sweepInto(out, configuration, list, state, {
      ...options,
      deviations,
      interruption,
    });
    const { reportOfSweep } = await import('../sweep/results.js');
    const { results, portfolio } = reportOfSweep(ended, {
      ...baseline,
      failsOnDrift: options.failOn === 'drift',
      allowMissing: options.allowMissing ?? 0,
      deviations,
      contract: options.contract,
    });
    return reported(out, results, portfolio, failure);
  };
  // Signals are handled before the folder is locked: a signal that ended the process would leave the lock behind.
  return onTarget(target, folder, options, (configuration, list) =>
    withInterruption((interruption) => sweepList(configuration, list, interruption)),
  );
}

/** Runs work with the target's configuration and the ids of the customers to check. */
async function onTarget(
  target: TargetName,
  folder: string,
  { ids, sample, column }: Options,
  use: (configuration: TargetConfiguration, list: IdList) => Promise<number>,
): Promise<number> {
  const { idsFrom, listOf, sampleOf } = await import('../sweep/ids.js');
  const named = (source: string): Promise<IdList> => idsFrom(source, process.stdin, column);
  const chosen = async (list: IdList): Promise<IdList> => (sample === undefined ? list : sampleOf(list, sample));
  if (target !== 'embedded') {
    const configuration = remoteConfiguration(target, folder, process.env, { customer: false });
    if (ids === undefined) {
      throw new InvalidInput(`sweep --target ${target} needs ids: name a file in --ids, or - for standard input`);
    }
    return use(configuration, await chosen(await named(ids)));
  }
  const limits = embeddedLimits(folder, process.env);
  const given = ids === undefined ? undefined : await named(ids);
  const { withEmbeddedTarget } = await import('../targets/embedded.js');
  const { seededCustomers } = await import('../sandbox/customers.js');
  const list = given ?? listOf(seededCustomers.map(({ customer }) => customer.customerId));
  return withEmbeddedTarget(limits, {}, async (configuration) => use(configuration, await chosen(list)));
}

async function sweepInto(
  out: string,
  configuration: TargetConfiguration,
  list: IdList,
  state: SweepState,
  options: Pick<SweepOptions, 'concurrency' | 'interruption' | 'deviations'>,
): Promise<{ ended: SweepState; failure: ReportNotWritten | undefined }> {
  const { Journal } = await import('../sweep/journal.js');
  const { Sweep } = await import('../sweep/sweep.js');
  const { writeUnjudged } = await import('../sweep/unjudged-file.js');
  const journal = new Journal(out, state.findingsBytes);
  const progress = progressLine(process.stdout);
  try {
    const sweep = new Sweep(configuration, list, state, journal, {
      ...options,
      onProgress: (seen) => progress.show(seen),
    });
    const ended = await sweep.run();
    const failure = await failureOf(() => writeUnjudged(out, list, ended.progress, (id) => sweep.pseudonymOf(id)));
    return { ended, failure: journal.failure ?? failure };
  } finally {
    progress.end();
    journal.close();
  }
}

async function failureOf(write: () => Promise<void>): Promise<ReportNotWritten | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    if (error instanceof ReportNotWritten) return error;
    throw error;
  }
}
