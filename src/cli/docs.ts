import { relative } from 'node:path';
import { Command } from 'commander';
import { defined } from '../defined.js';
import { print } from '../console-output.js';
import { InvalidInput } from '../invalid-input.js';
import { terminalLayout } from '../report/terminal.js';
import { notes } from './options.js';

interface Options {
  from?: string;
  to?: string;
  accept?: true;
}

const HELP = notes(
  'DIR is a clone of AdobeDocs/VIPMP, bare or checked out. Nothing is fetched. Without --from, the documentation is compared with the last review: vipmp-documentation.json in the working directory, which --accept writes, or else the revision from which this version of the contract was written.',
  'The rendered text is compared: in tables, the header and the rows that a requirement uses; elsewhere, the section.',
  'Exit codes: 0 nothing that a requirement depends on has changed, 1 something has, 2 the call is wrong.',
  'Example: vipmp-conformance docs VIPMP --from HEAD~10',
);

/** `vipmp-conformance docs`: lists the requirements that a change to the documentation affects. */
export function docsCommand(): Command {
  return new Command('docs')
    .description('list the requirements that a change to the documentation affects')
    .argument('<dir>', 'a clone of the documentation')
    .option('--from <revision>', 'the old revision (default: the last review)')
    .option('--to <revision>', 'the new revision (default: HEAD)')
    .option('--accept', 'record that the revision was reviewed')
    .addHelpText('after', HELP)
    .action(async (folder: string, options: Options) => {
      process.exitCode = options.accept === true ? await accept(folder, options) : await compare(folder, options);
    });
}

async function compare(folder: string, { from, to }: Options): Promise<number> {
  const { compareDocumentation } = await import('../docs/docs.js');
  const { readRecord, recordFile } = await import('../docs/record.js');
  const { comparisonAsText } = await import('../docs/as-text.js');
  const comparison = await compareDocumentation(folder, defined({ from, to }), readRecord(recordFile(process.cwd())));
  await print(comparisonAsText(comparison, terminalLayout().width));
  return comparison.changes.length === 0 ? 0 : 1;
}

async function accept(folder: string, { from, to = 'HEAD' }: Options): Promise<number> {
  if (from !== undefined) throw new InvalidInput('--accept records one revision: leave --from out');
  const { recordOf } = await import('../docs/docs.js');
  const { recordFile, recordText } = await import('../docs/record.js');
  const { writeWhole } = await import('../report/atomic-write.js');
  const { ReportNotWritten } = await import('../report/report-not-written.js');
  const record = await recordOf(folder, to);
  const file = recordFile(process.cwd());
  try {
    await writeWhole(file, recordText(record));
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    throw new InvalidInput(`${relative('', file)} cannot be written: call docs --accept in a writable folder`);
  }
  const missing = record.texts.filter(({ sha256 }) => sha256 === null);
  for (const { page, place } of missing) await print(`Not found: ${page} › ${place}\n`);
  await print(`Recorded ${record.revision.slice(0, 8)} in ${relative('', file)}: commit it with your review.\n`);
  return 0;
}
