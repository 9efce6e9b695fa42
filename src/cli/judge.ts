import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { defined } from '../defined.js';
import { InvalidInput } from '../invalid-input.js';
import { recordingConfiguration } from '../targets/configuration.js';
import { outOption, prepareOut } from './out.js';
import { readDeviations } from '../report/deviations.js';
import { reported } from '../report/reported.js';
import { contractOption, deviationsOption, EXIT_CODES, notes } from './options.js';

interface Options {
  out: string;
  deviations?: string;
  contract?: string;
}

const HELP = notes(
  'A file is a HAR 1.2, as browsers, Playwright, mitmproxy and Charles write it, or JSON: one customer, an array of them, or one per line. VIPMP_LGA_CUSTOMER_ID names a customer that is a Large Government Agency; no other variable is needed.',
  'Files in --out: index.html, results.json, junit.xml and summary.md.',
  EXIT_CODES,
  'Examples: vipmp-conformance judge traffic.har\n          pbpaste | vipmp-conformance judge -',
);

/** `vipmp-conformance judge`: judges recorded traffic and saved bodies. */
export function judgeCommand(): Command {
  return new Command('judge')
    .description('judge recorded traffic (HAR) and saved bodies (JSON) of customers; nothing is sent')
    .argument('[file...]', 'HAR or JSON files, or - for standard input')
    .option('--out <folder>', 'where to write the report', join('reports', 'judge'))
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Options) => {
      process.exitCode = await judge(files, resolve(outOption(options.out)), options);
    });
}

async function judge(files: readonly string[], out: string, options: Options): Promise<number> {
  if (files.length === 0) {
    throw new InvalidInput('judge needs a file: name a HAR or JSON file, or - for standard input');
  }
  const startedAt = new Date();
  const { lgaCustomerId, pseudonymKey = randomBytes(32) } = recordingConfiguration(process.cwd(), process.env);
  const deviations = await readDeviations(process.cwd(), options.deviations);
  const { openInput } = await import('../recording/input.js');
  const inputs = files.map((file) => openInput(file, process.stdin));
  prepareOut(out, 'judge');
  const { partsOf } = await import('../recording/parts.js');
  const { RecordingJudge } = await import('../recording/recording-judge.js');
  const judge = new RecordingJudge(defined({ pseudonymKey, lgaCustomerId }));
  for (const input of inputs) {
    for await (const part of partsOf(input)) judge.add(input, part);
    judge.endInput();
  }
  const { recordingResults } = await import('../recording/results.js');
  return reported(out, recordingResults(judge, startedAt, deviations, options.contract));
}
