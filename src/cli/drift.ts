import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import type { UnknownItem } from '../proposal/unknown-items.js';
import { oneLine } from '../report/visible-text.js';
import { pluralize } from '../report/wording.js';
import { wrapped } from '../report/wrapped.js';
import type { PortfolioFile } from '../report/portfolio-files.js';
import { targetName } from '../targets/configuration.js';
import { notWritable, writeOutFile } from './out.js';
import { notes } from './options.js';

interface Options {
  propose?: true;
  out?: string;
  failOn?: string;
}

const HELP = notes(
  'SWEEP is the folder of a sweep, or its portfolio.json (default: reports/sweep-<target>). --propose writes a patch for the schemas, the catalogue and the faults; review it and apply it in a checkout of the project:',
  '    vipmp-conformance drift --propose\n    git apply drift.patch && npm run generate',
  'Exit codes: 0 no drift, or only additions; 1 the sweep violates a MUST; 2 the call is wrong.',
);

/** `vipmp-conformance drift`: lists what a sweep has seen that is missing from the contract. */
export function driftCommand(): Command {
  return new Command('drift')
    .description('list what a sweep has seen that the contract lacks, and propose a patch that adds it')
    .argument('[sweep]', 'the folder of a sweep, or its portfolio.json')
    .option('--propose', 'write a patch for the contract')
    .option('--out <file>', 'where to write the patch (default: drift.patch)')
    .addOption(new Option('--fail-on <what>', 'exit 1 for additions too').choices(['drift']))
    .addHelpText('after', HELP)
    .action(async (sweep: string | undefined, options: Options) => {
      process.exitCode = await drift(sweep, options);
    });
}

async function drift(sweep: string | undefined, { propose, out, failOn }: Options): Promise<number> {
  if (out !== undefined && propose === undefined) throw new InvalidInput('--out names the patch: add --propose');
  if (out?.trim() === '') throw new InvalidInput('--out is empty: name a file, or leave the option out');
  const { readPortfolio } = await import('../sweep/baseline.js');
  const { unknownItemsIn } = await import('../proposal/unknown-items.js');
  const folder = sweep ?? join('reports', `sweep-${targetName(undefined, process.cwd(), process.env)}`);
  const portfolio = readPortfolio(folder, 'drift');
  const unknown = unknownItemsIn(portfolio);
  const violated = portfolio.violations.filter(({ verdict }) => verdict === 'fail').length;
  console.log(inWords(unknown, portfolio, violated));
  if (propose === true) {
    const file = out ?? 'drift.patch';
    removeEarlier(file);
    if (unknown.length > 0) await writePatch(file, unknown, portfolio);
  }
  return violated > 0 || (failOn === 'drift' && unknown.length > 0) ? 1 : 0;
}

/** An earlier patch must not be mistaken for the new one. */
function removeEarlier(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw notWritable(file, error);
  }
}

function inWords(unknown: readonly UnknownItem[], { customers }: PortfolioFile, violated: number): string {
  const lines = unknown.map((item) => {
    const often = `${item.seen.toLocaleString('en')} of ${item.of.toLocaleString('en')}`;
    return item.kind === 'field'
      ? `  ${item.path}: an undocumented field, ${item.types.join(' or ')}, ${often}`
      : `  ${item.path}: the unlisted value ${JSON.stringify(item.value)}, ${often}`;
  });
  const swept = pluralize(customers, 'customer');
  const head = unknown.length === 0 ? `${swept} checked: nothing is undocumented.` : `${swept} checked. Undocumented:`;
  const tail = violated === 0 ? [] : [`The sweep violates ${pluralize(violated, 'requirement')} of level MUST.`];
  return [head, ...lines.map((line) => `  ${oneLine(line)}`), ...tail]
    .map((line) => wrapped(line, 80, '    ').join('\n'))
    .join('\n');
}

function printList(what: string, requirements: readonly string[]): void {
  if (requirements.length === 0) return;
  console.log(wrapped(`${what}: ${requirements.join(', ')}`, 80, '    ').join('\n'));
}

async function writePatch(file: string, unknown: readonly UnknownItem[], portfolio: PortfolioFile): Promise<void> {
  const { ContractFiles } = await import('../proposal/contract-files.js');
  const { proposalFor } = await import('../proposal/proposal.js');
  const root = dirname(createRequire(import.meta.url).resolve('vipmp-conformance/package.json'));
  const seenIn = `${pluralize(portfolio.customers, 'customer')} of ${portfolio.target.name} on ${portfolio.startedAt.slice(0, 10)}`;
  const { patch, requirements, withoutFault, left } = await proposalFor(unknown, new ContractFiles(root), seenIn);
  for (const item of left) console.log(`Not in the patch, add it by hand: ${oneLine(item.path)}`);
  if (patch === '') return;
  await writeOutFile(file, patch);
  console.log(`Written to ${file}. Review it, then: git apply ${file} && npm run generate`);
  printList('New requirements, each with a draft of a fault in src/sandbox/faults', requirements);
  printList('Without a draft fault; a test will require one', withoutFault);
}
