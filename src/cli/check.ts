import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { InvalidInput } from '../invalid-input.js';
import { defaultOut, environmentOf, workFolders, type RunRequest } from '../suite/run-request.js';
import { embeddedLimits, remoteConfiguration, targetName } from '../targets/configuration.js';
import { outOption, prepareOut } from './out.js';

/** `vipmp-conformance check`: runs the conformance suite on a target. */
export function checkCommand(): Command {
  return new Command('check')
    .description('run the conformance suite')
    .option('--target <name>', 'embedded, sandbox or live (default: VIPMP_TARGET, else embedded)')
    .option('--out <folder>', 'where to write the report (default: reports/<target>)')
    .option('--show-personal-data', 'keep names and addresses in the report; for the embedded sandbox only')
    .action(async (options: Options) => {
      process.exitCode = await check(options);
    });
}

interface Options {
  target?: string;
  out?: string;
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
  const out = resolve(outOption(options.out) ?? defaultOut(target));
  prepareOut(out, 'check');
  const request: RunRequest = { target, out, run: randomUUID(), command: process.pid };
  const { judgement, exitCode } = workFolders(request, out);
  const playwright = startPlaywright(request);
  const interruption = new AbortController();
  // What was judged until then is reported; whoever asks twice gets no report.
  const interrupt = (): void => (interruption.signal.aborted ? playwright.end() : interruption.abort());
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    // Starting Playwright takes about as long as asking a target, so one goes on beside the other.
    const { judgeTarget, leaveJudgement } = await import('../suite/judge-target.js');
    leaveJudgement(
      judgement,
      await judgeTarget(target, folder, process.env, { interruption: interruption.signal, showPersonalData }),
    );
    await playwright.ended;
    return exitCodeIn(exitCode, out);
  } finally {
    playwright.end();
    await playwright.ended;
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    rmSync(dirname(judgement), { recursive: true, force: true });
  }
}

/** Starts Playwright on the specs of this package. */
function startPlaywright(request: RunRequest): { ended: Promise<void>; end: () => void } {
  const cli = join(dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')), 'cli.js');
  const config = fileURLToPath(new URL('../../playwright.config.js', import.meta.url));
  const child = spawn(process.execPath, [cli, 'test', '--config', config, '--project', request.target], {
    stdio: 'inherit',
    env: { ...withoutPlaywrightSettings(process.env), ...environmentOf(request) },
    // Of its own group, so that Ctrl-C reaches this process alone and Playwright can write the report.
    detached: true,
  });
  const ended = new Promise<void>((done, failed) => child.on('exit', () => done()).on('error', failed));
  return { ended, end: () => void child.kill('SIGTERM') };
}

/** Settings of somebody's own Playwright runs would send our files elsewhere. */
function withoutPlaywrightSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(PLAYWRIGHT_|PW)/.test(name)));
}

/** The exit code that the reporter left; a run that wrote no results left none. */
function exitCodeIn(file: string, out: string): number {
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  process.stderr.write(`vipmp-conformance: the run ended without results in ${out}\n`);
  return 4;
}
