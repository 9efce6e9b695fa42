import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { defined } from '../defined.js';
import { jsonIn } from '../exchange/json.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { writeWhole } from '../report/atomic-write.js';
import { readDeviations } from '../report/deviations.js';
import { historyEntry } from '../report/history.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import type { Results } from '../report/results.js';
import {
  embeddedLimits,
  remoteConfiguration,
  targetName,
  webhookFrom,
  type TargetConfiguration,
  type TargetName,
} from '../targets/configuration.js';
import { WATCH_RUN } from '../targets/unknown-variables.js';
import { changesIn, hasNewDocumentationChanges, hasChanges } from '../watch/changes.js';
import { digestOf, firstWatch } from '../watch/digest.js';
import { keepWatch, readWatchHistory, type Part, type WatchEntry } from '../watch/history-folder.js';
import { withInterruption } from './interruption.js';
import { outOption, prepareOut } from './out.js';
import { documentationChanges } from './watch-docs.js';
import {
  allowMissingOption,
  columnOption,
  contractOption,
  deviationsOption,
  EXIT_CODES,
  notes,
  sampleOption,
  targetOption,
} from './options.js';

interface Options {
  target?: string;
  ids?: string;
  sample: number;
  column?: string;
  allowMissing?: number;
  history?: string;
  out?: string;
  deviations?: string;
  contract?: string;
  docs?: string;
  playwright: boolean;
}

const DIGEST = 'digest.md';

const HELP = notes(
  'Keep the folder of --history between runs: on a branch, in a cache or as an artifact. If something changed, the digest is sent to VIPMP_WEBHOOK_URL, if set, and added to the GitHub job summary. Without --ids, only the embedded sandbox is swept.',
  'Files in --out: digest.md, and the reports of check and sweep in folders of these names.',
  `${EXIT_CODES} Changes in the documentation do not affect the exit code.`,
  'Example: vipmp-conformance watch --target sandbox --ids customers.csv',
);

/** `vipmp-conformance watch`: checks and sweeps on a schedule, and reports changes. */
export function watchCommand(): Command {
  return new Command('watch')
    .description('check a target, sweep a sample of its customers, and report what changed since the last run')
    .addOption(targetOption())
    .option('--ids <file>', 'a file with the customer ids to sample')
    .addOption(sampleOption().default(500))
    .addOption(columnOption())
    .addOption(allowMissingOption())
    .option('--history <folder>', 'the folder with the history (default: history in --out)')
    .option('--out <folder>', 'where to write the reports (default: reports/watch-<target>)')
    .option('--docs <folder>', 'a clone of the documentation, to report which requirements its changes touch')
    .option('--no-playwright', "write everything but Playwright's own report of the check: faster")
    .addOption(deviationsOption())
    .addOption(contractOption())
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      process.exitCode = await watch(options);
    });
}

async function watch(options: Options): Promise<number> {
  const folder = process.cwd();
  const target = targetName(options.target, folder, process.env);
  const { baseUrl, webhook, timeoutMs, proxy } = configured(target, folder);
  await validateIds(options);
  const documentation = await documentationChanges(options.docs);
  await readDeviations(folder, options.deviations);
  const { ids, sample, column, allowMissing, deviations, contract } = options;
  const judging = flags({ target, deviations, contract });
  const out = resolve(outOption(options.out) ?? join('reports', `watch-${target}`));
  const historyFolder = resolve(outOption(options.history, '--history') ?? join(out, 'history'));
  prepareOut(out, 'watch');
  prepareOut(historyFolder, 'watch', '--history');
  const history = readWatchHistory(historyFolder, { name: target, baseUrl });
  for (const name of history.unread)
    process.stderr.write(`vipmp-conformance: ${name} is not a history file; ignored\n`);

  const startedAt = new Date().toISOString();
  const outOf = (part: Part): string => join(out, part);
  const earlier = resultsIn(outOf);
  const exitCode = await withInterruption(async (interruption) => {
    const checking = [...flags({ out: outOf('check') }), ...(options.playwright ? [] : ['--no-playwright'])];
    const codes = [await run(interruption, 'check', ...checking, ...judging)];
    if ((target === 'embedded' || ids !== undefined) && !interruption.aborted) {
      const sampled = ids === undefined ? {} : { ids, sample };
      const given = { ...sampled, column, 'allow-missing': allowMissing, baseline: history.portfolioFile };
      codes.push(await run(interruption, 'sweep', ...flags({ out: outOf('sweep'), ...given }), ...judging));
    }
    return worstOf(codes);
  });
  const results = resultsIn(outOf, earlier);
  const now: WatchEntry = {
    startedAt,
    target: { name: target, baseUrl },
    exitCode,
    parts: Object.fromEntries(Object.entries(results).map(([part, found]) => [part, historyEntry(found)])),
    ...defined({ documentation: documentation?.requirements }),
  };
  const changes = changesIn(history.entries, now, results);
  const previous = history.entries.at(-1);
  const link = jobPage();
  const parts = [digestOf(changes, { now, previous, ...link }), documentation?.digest ?? ''];
  const digest = parts.filter((part) => part !== '').join('\n');
  try {
    const swept = results.sweep;
    // The next sweep is compared only with a complete one.
    const isWhole = swept !== undefined && swept.requirements.every(({ verdict }) => verdict !== 'inconclusive');
    const portfolio = isWhole ? readFileSync(join(outOf('sweep'), 'portfolio.json'), 'utf8') : undefined;
    await keepWatch(historyFolder, now, portfolio);
    await publish(digest, out, previous === undefined ? `${firstWatch(now)}.` : undefined);
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    process.stderr.write(`vipmp-conformance: ${error.message}\n`);
    return 4;
  }
  if (webhook !== undefined && (changes.some(hasChanges) || hasNewDocumentationChanges(now, previous))) {
    const { notificationOf, post } = await import('../watch/webhook.js');
    const failure = await post(webhook, notificationOf(changes, digest, { now, previous, ...link }), {
      ...defined({ timeoutMs, proxy }),
    });
    if (failure !== undefined) {
      process.stderr.write(`vipmp-conformance: VIPMP_WEBHOOK_URL could not be notified: ${failure}\n`);
    }
  }
  return exitCode;
}

/** The configuration, read before anything is sent. */
function configured(
  target: TargetName,
  folder: string,
): { webhook: string | undefined } & Pick<TargetConfiguration, 'baseUrl' | 'timeoutMs' | 'proxy'> {
  const webhook = webhookFrom(target, folder, process.env);
  if (target === 'embedded') return { baseUrl: '', webhook, timeoutMs: embeddedLimits(folder, process.env).timeoutMs };
  return { ...remoteConfiguration(target, folder, process.env), webhook };
}

/** Refuses ids that the sweep would refuse, before anything is sent. */
async function validateIds({ ids, sample, column }: Options): Promise<void> {
  if (ids === undefined) return;
  if (ids === '-') throw new InvalidInput('--ids - is standard input: watch reads its ids from a file, so name one');
  const { idsFrom, sampleOf } = await import('../sweep/ids.js');
  await sampleOf(await idsFrom(ids, process.stdin, column), sample);
}

/** Options as arguments for another command; those without a value are left out. */
function flags(options: Readonly<Record<string, string | number | undefined>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)]));
}

/** Runs another command of the suite in its own process, and returns the exit code. */
async function run(interruption: AbortSignal, ...args: string[]): Promise<number> {
  const command = fileURLToPath(new URL('main.js', import.meta.url));
  // Its own process group, so that it gets Ctrl-C only once, from here.
  const child = spawn(process.execPath, [command, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
    env: { ...process.env, [WATCH_RUN]: '1' },
  });
  interruption.addEventListener('abort', () => child.kill('SIGINT'));
  const code = await new Promise<number | null>((done, failed) => child.on('close', done).on('error', failed));
  return code ?? 4;
}

/** The worst exit code: a violation comes first, then a failure of the suite; an unjudged part is never a pass. */
function worstOf(codes: readonly number[]): number {
  return [1, 4, 2, 3].find((code) => codes.includes(code)) ?? Math.max(0, ...codes);
}

type PartResults = Partial<Record<Part, Results>>;

/** The results of both parts; earlier ones are recognized by their id, since the clock may have been set back. */
function resultsIn(outOf: (part: Part) => string, earlier: PartResults = {}): PartResults {
  const found = (['check', 'sweep'] as const).flatMap((part) => {
    const file = join(outOf(part), 'results.json');
    const results = existsSync(file) ? (jsonIn(readFileSync(file, 'utf8')) as Results | undefined) : undefined;
    return results === undefined || results.run === earlier[part]?.run ? [] : [[part, results] as const];
  });
  return Object.fromEntries(found);
}

/** Prints the digest, writes it to a file, and adds it to the summary of a CI job. */
async function publish(digest: string, out: string, first: string | undefined): Promise<void> {
  const file = join(out, DIGEST);
  if (digest === '') {
    rmSync(file, { force: true });
    console.log(`\n${first ?? 'Nothing has changed since the last watch.'}`);
    return;
  }
  await writeWhole(file, digest);
  console.log(`\n${digest}`);
  const page = process.env['GITHUB_STEP_SUMMARY'];
  if (page === undefined || page === '') return;
  try {
    appendFileSync(page, `${digest}\n`);
  } catch (error) {
    process.stderr.write(`vipmp-conformance: warning: the job summary could not be written (${errorCode(error)})\n`);
  }
}

/** The link to the GitHub job that runs this, with its reports as artifacts; empty elsewhere. */
function jobPage(): { link?: string } {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  if (server === undefined || repository === undefined || run === undefined) return {};
  return { link: `${server}/${repository}/actions/runs/${run}` };
}
