import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import { workFolder, type CheckRequest, type FromPlaywright } from '../suite/command-channel.js';
import type { Spec } from '../suite/in-process.js';
import { embeddedLimits, remoteConfiguration, targetName } from '../targets/configuration.js';
import { readDeviations } from '../report/deviations.js';
import { withInterruption } from './interruption.js';
import { adoptPlaywrightReport, playwrightDraft } from '../report/playwright-report.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import { outOption, prepareOut } from './out.js';
import { contractOption, deviationsOption, EXIT_CODES, notes, targetOption } from './options.js';

/** An interrupted run writes its report within two seconds, unless the machine is busy. */
const PATIENCE_MS = 8000;

const HELP = notes(
  'The embedded target needs no variable. The others need VIPMP_API_KEY, VIPMP_CUSTOMER_ID, and VIPMP_ACCESS_TOKEN or VIPMP_CLIENT_SECRET, from the environment, .env.<target> or .env. VIPMP_LGA_CUSTOMER_ID names a Large Government Agency, VIPMP_BASE_URL another address, VIPMP_RATE the requests per second.',
  'Files in --out: index.html, results.json, junit.xml, summary.md, exchanges.har and playwright/.',
  EXIT_CODES,
  'Example: vipmp-conformance check --target sandbox',
);

/** `vipmp-conformance check`: runs the conformance suite on a target. */
export function checkCommand(): Command {
  return new Command('check')
    .description('run the conformance suite against a target')
    .addOption(targetOption())
    .option('--out <folder>', 'where to write the report (default: reports/<target>)')
    .option('--only <id...>', 'judge only these requirements; the report says so')
    .option('--no-playwright', "write everything but Playwright's own report: faster, for hooks and containers")
    .addOption(deviationsOption())
    .addOption(contractOption())
    .option('--show-personal-data', 'keep names and addresses in the report; for the embedded sandbox only')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      process.exitCode = await check(options);
    });
}

interface Options {
  target?: string;
  out?: string;
  only?: string[];
  playwright: boolean;
  deviations?: string;
  contract?: string;
  showPersonalData?: true;
}

async function check(options: Options): Promise<number> {
  const folder = process.cwd();
  const target = targetName(options.target, folder, process.env);
  if (target === 'embedded') embeddedLimits(folder, process.env);
  else remoteConfiguration(target, folder, process.env);
  const showPersonalData = options.showPersonalData === true;
  if (showPersonalData && target !== 'embedded') {
    throw new InvalidInput(`--show-personal-data is for the embedded sandbox: leave it out for the target ${target}`);
  }
  const only = await judgedIds(options.only);
  const deviations = await readDeviations(folder, options.deviations);
  const out = resolve(outOption(options.out) ?? join(folder, 'reports', target));
  prepareOut(out, 'check');
  const { contract } = options;
  const request = { target, out, showPersonalData, deviations, ...(contract === undefined ? {} : { contract }) };
  return options.playwright ? underPlaywright(request, only) : inProcess(request, only);
}

/** The requirements that --only names. */
async function judgedIds(ids: string[] = []): Promise<RequirementId[]> {
  if (ids.length === 0) return [];
  const known = new Set((await loadSpecs()).flatMap(({ requirements }) => requirements));
  return ids.map((id) => {
    if (isRequirementId(id) && known.has(id)) return id;
    const why = isRequirementId(id) ? 'check does not judge it' : 'there is no such requirement';
    throw new InvalidInput(`--only ${id}: ${why}; results.json lists those that there are`);
  });
}

/** Runs the specs of this package in this process, until it is interrupted. */
async function inProcess(request: CheckRequest, only: RequirementId[]): Promise<number> {
  return withInterruption((interruption) => runUntil(interruption, request, only));
}

/** Runs the specs of this package in this process; one that is interrupted already reports that nothing was judged. */
async function runUntil(interruption: AbortSignal, request: CheckRequest, only: RequirementId[]): Promise<number> {
  const { target, out, showPersonalData, deviations, contract } = request;
  const { runInProcess } = await import('../suite/in-process.js');
  const { withTarget } = await import('../suite/embedded.js');
  const { statusLine } = await import('../report/status-line.js');
  const { reported } = await import('../report/reported.js');
  const { resultsOf } = await import('../suite/results.js');
  const specs = await loadSpecs();
  const selected = only.length === 0 ? specs : specs.filter((it) => it.requirements.some((id) => only.includes(id)));
  const status = statusLine(process.stdout);
  const run = await withTarget(target, (configuration) =>
    runInProcess(selected, configuration, { interruption, showPersonalData, onSpec: status.show }),
  );
  status.end();
  const requirements = new Set(selected.flatMap((it) => it.requirements));
  return reported(out, resultsOf(run, requirements, deviations, contract));
}

async function loadSpecs(): Promise<readonly Spec[]> {
  const { href } = new URL('../../tests/conformance/index.js', import.meta.url);
  return ((await import(href)) as { specs: readonly Spec[] }).specs;
}

/** Runs Playwright on the specs of this package. */
async function underPlaywright(request: CheckRequest, only: RequirementId[]): Promise<number> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const config = fileURLToPath(new URL('../../playwright.config.js', import.meta.url));
  const tags = only.map((id) => `@${id.replaceAll('.', '\\.')}(?=\\s|$)`);
  const filter = only.length === 0 ? [] : ['--grep', tags.join('|')];
  const child = fork(cli, ['test', '--config', config, '--project', request.target, ...filter], {
    execArgv: [],
    // Without a terminal to read from, Playwright gives no advice on its own report.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: withoutPlaywrightSettings(process.env),
    // Of a group of its own, so that Ctrl-C reaches this process alone, and that all of it can be ended at once.
    detached: true,
  });
  let exitCode: number | undefined;
  child.on('message', (message: FromPlaywright) => {
    if ('asks' in message) child.send(request);
    else exitCode = message.exitCode;
  });
  // `exit` may come before the last message.
  const ended = new Promise<void>((done, failed) => child.on('close', () => done()).on('error', failed));
  const end = (): void => {
    endGroupOf(child.pid);
    rmSync(workFolder(request.out), { recursive: true, force: true });
  };
  const interruption = new AbortController();
  const interrupt = (): void => {
    // Whoever asks twice gets no report.
    if (interruption.signal.aborted) end();
    interruption.abort();
    child.kill('SIGINT');
    setTimeout(end, PATIENCE_MS).unref();
  };
  const hangUp = (): void => {
    end();
    rmSync(playwrightDraft(request.out), { recursive: true, force: true });
    process.exit(129);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', hangUp);
  try {
    await ended;
  } finally {
    end();
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt).off('SIGHUP', hangUp);
  }
  if (exitCode !== undefined) return adopted(request.out, exitCode, exitCode === 4 || interruption.signal.aborted);
  rmSync(playwrightDraft(request.out), { recursive: true, force: true });
  // Playwright was ended before it could report anything, as it is while it starts.
  if (interruption.signal.aborted) return runUntil(interruption.signal, request, only);
  process.stderr.write(`vipmp-conformance: the run ended without results in ${request.out}\n`);
  return 4;
}

/** The exit code of a run once Playwright's own report is in its place; a run that did not end well may have none. */
function adopted(out: string, exitCode: number, mayBeMissing: boolean): number {
  try {
    adoptPlaywrightReport(out);
    return exitCode;
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    if (mayBeMissing) return exitCode;
    process.stderr.write(`vipmp-conformance: ${error.message}\n`);
    return 4;
  }
}

function endGroupOf(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Settings of somebody's own Playwright runs would send our files elsewhere. */
function withoutPlaywrightSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(PLAYWRIGHT_|PW)/.test(name)));
}
