import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Command } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import { readDeviations } from '../report/deviations.js';
import { adoptPlaywrightReport } from '../report/playwright-report.js';
import { isRequirementId, requirementOf, whyExcluded, type RequirementId } from '../requirements/catalogue.js';
import { endGroup, workFolder, type CheckRequest } from '../suite/playwright-process.js';
import type { SpecEvent } from '../suite/run-specs.js';
import { embeddedLimits, remoteConfiguration, targetName } from '../targets/configuration.js';
import { withInterruption } from './interruption.js';
import { contractOption, deviationsOption, EXIT_CODES, notes, targetOption } from './options.js';
import { outOption, prepareOut } from './out.js';

const HELP = notes(
  'The embedded target needs no variables. The others need VIPMP_API_KEY, VIPMP_CUSTOMER_ID, and VIPMP_ACCESS_TOKEN or VIPMP_CLIENT_SECRET, from the environment, .env.<target> or .env. VIPMP_LGA_CUSTOMER_ID names a Large Government Agency, VIPMP_BASE_URL another address, VIPMP_RATE the requests per second.',
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
  const only = judgedIds(options.only);
  const deviations = await readDeviations(folder, options.deviations);
  const out = resolve(outOption(options.out) ?? join(folder, 'reports', target));
  prepareOut(out, 'check');
  const request = { target, out, only, showPersonalData, deviations, contract: options.contract };
  // If the terminal closes, the result has no reader.
  process.on('SIGHUP', () => process.exit(129));
  const run = options.playwright ? underPlaywright : inThread;
  return withInterruption((interruption) => run(request, interruption));
}

/** The requirements in --only; throws InvalidInput for an unknown one. */
function judgedIds(ids: string[] = []): RequirementId[] {
  return ids.map((id) => {
    if (isRequirementId(id) && whyExcluded(requirementOf(id)) === undefined) return id;
    const why = isRequirementId(id) ? 'check does not judge it' : 'there is no such requirement';
    throw new InvalidInput(`--only ${id}: ${why}; results.json lists the ids`);
  });
}

/** Runs the specs of this package in a thread, without Playwright. */
async function inThread(request: CheckRequest, interruption: AbortSignal): Promise<number> {
  const { out, only, showPersonalData, deviations, contract } = request;
  const { freshState, RunLog } = await import('../suite/run-log.js');
  const { selectedSpecs } = await import('../suite/selected-specs.js');
  const { reported } = await import('../report/reported.js');
  const { statusLine } = await import('../report/status-line.js');
  const state = freshState(showPersonalData);
  const log = new RunLog(state.key);
  const status = statusLine(process.stdout);
  const thread = new Worker(new URL('../suite/spec-thread.js', import.meta.url), { workerData: { request, state } });
  thread.on('message', (event: SpecEvent) => {
    if ('title' in event) status.show(`Running: ${event.title}`);
    else log.add(event);
  });
  const interrupt = (): void => {
    thread.postMessage('interrupt');
    // The thread may be in the middle of a long computation.
    setTimeout(() => void thread.terminate(), 1000).unref();
  };
  interruption.addEventListener('abort', interrupt);
  if (interruption.aborted) interrupt();
  const [specs] = await Promise.all([
    selectedSpecs(only),
    // This thread is idle while the other one sends requests.
    import('../report/write.js').then(({ prepareReport }) => prepareReport()),
    once(thread, 'exit'),
  ]);
  status.end();
  const selected = new Set(specs.flatMap(({ requirements }) => requirements));
  return reported(out, log.results({ selected, deviations, contract, interrupted: interruption.aborted }));
}

/** Runs Playwright on the specs of this package. */
async function underPlaywright(request: CheckRequest, interruption: AbortSignal): Promise<number> {
  const { target, out, only } = request;
  const cli = fileURLToPath(import.meta.resolve('@playwright/test/cli'));
  const config = fileURLToPath(new URL('../../playwright.config.js', import.meta.url));
  const tags = only.map((id) => `@${id.replaceAll('.', '\\.')}(?=\\s|$)`);
  const filter = only.length === 0 ? [] : ['--grep', tags.join('|')];
  const child = fork(cli, ['test', '--config', config, '--project', target, ...filter], {
    execArgv: [],
    // Without a terminal as standard input, Playwright prints no hint about its own report.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      // Settings for a user's own Playwright runs would redirect our files.
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PLAYWRIGHT_|PW)/.test(name))),
      // Built files need no transpiling: Playwright would load Babel, and fill a cache in the temporary folder.
      PW_DISABLE_TS_ESM: '1',
    },
    // Its own process group: Ctrl-C reaches only this process, and the whole group can be ended at once.
    detached: true,
  });
  process.once('exit', () => {
    endGroup(child.pid);
    rmSync(workFolder(out), { recursive: true, force: true });
  });
  child.send(request);
  let exitCode: number | undefined;
  child.on('message', (code: number) => (exitCode = code));
  interruption.addEventListener('abort', () => {
    child.kill('SIGINT');
    // Playwright reports within two seconds, unless the machine is busy.
    setTimeout(() => endGroup(child.pid), 8000).unref();
  });
  // `exit` may be emitted before the last message.
  await once(child, 'close');
  // Playwright may end before it can report anything, for example while it starts.
  if (interruption.aborted) exitCode ??= await inThread(request, interruption);
  if (exitCode === undefined) {
    process.stderr.write(`vipmp-conformance: the run ended without results in ${out}\n`);
    return 4;
  }
  try {
    adoptPlaywrightReport(join(workFolder(out), 'playwright'), out);
  } catch (error) {
    // A failed or interrupted run may have no Playwright report.
    if (exitCode !== 4 && !interruption.aborted) throw error;
  }
  return exitCode;
}
