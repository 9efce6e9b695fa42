import { once } from 'node:events';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JudgedRun } from '../report/assemble.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { TargetName } from '../targets/configuration.js';
import type { RunState } from './run-log.js';

/** The job that `check` starts Playwright for. */
export interface CheckRequest extends Pick<JudgedRun, 'deviations' | 'contract'> {
  target: TargetName;
  /** The folder for all output. */
  out: string;
  /** The requirements whose specs run; empty: all. */
  only: readonly RequirementId[];
  showPersonalData: boolean;
}

/** Which of Playwright's processes this is; undefined if none. Not read from a variable, so it cannot be faked. */
export function playwrightProcess(): 'main' | 'worker' | undefined {
  const script = process.argv[1] ?? '';
  if (/[\\/]playwright[\\/]lib[\\/].*ProcessEntry\.js$/.test(script)) return 'worker';
  const main = existsSync(script) ? realpathSync(script) : '';
  return /[\\/]node_modules[\\/](?:@playwright[\\/]test|playwright)[\\/]/.test(main) ? 'main' : undefined;
}

/** Whether Playwright serves an editor or its UI, which rerun tests and take over standard output. */
export function isTestServer(): boolean {
  return process.argv.some((argument) => argument === 'test-server' || /^--ui\b/.test(argument));
}

/**
 * The job from `check`; undefined if Playwright was started otherwise. If `check` ends first, Playwright and its
 * workers end at once, so that they do not overwrite an earlier report.
 */
export async function requestFromCheck(): Promise<CheckRequest | undefined> {
  if (process.send === undefined) return undefined;
  // A parent process other than `check` sends nothing, or something else.
  const message = once(process, 'message', { signal: AbortSignal.timeout(5000) });
  const [request] = (await message.catch(() => [])) as [CheckRequest?];
  if (typeof request?.target !== 'string') return undefined;
  process.once('disconnect', () => {
    rmSync(workFolder(request.out), { recursive: true, force: true });
    endGroup(process.pid);
  });
  return request;
}

/** Playwright's working folder while it runs for `check`. */
export function workFolder(out: string): string {
  return join(out, '.run');
}

/** Ends Playwright and every process it started; `check` starts it in its own process group. */
export function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Workers inherit this variable from Playwright. */
const STATE = 'CONFORMANCE_RUN';

/** Passes the state of a run to the workers that this process starts from now on. */
export function passToWorkers(state: RunState): void {
  process.env[STATE] = JSON.stringify(state);
}

/** The state passed to this worker; undefined if the suite's reporter is not in use. */
export function stateInEnvironment(): RunState | undefined {
  const state = process.env[STATE];
  return state === undefined ? undefined : (JSON.parse(state) as RunState);
}
