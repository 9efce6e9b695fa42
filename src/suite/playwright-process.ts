import { once } from 'node:events';
import { existsSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { JudgedRun } from '../report/assemble.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { TargetName } from '../targets/configuration.js';
import type { RunState } from './run-log.js';

/** What `check` is to do, and starts Playwright for. */
export interface CheckRequest extends Pick<JudgedRun, 'deviations' | 'contract'> {
  target: TargetName;
  /** The folder that everything is written to. */
  out: string;
  /** The requirements whose specs are run; none: all of them. */
  only: readonly RequirementId[];
  showPersonalData: boolean;
}

/** Which of Playwright's processes this one is; absent if none. No variable can make one look like the other. */
export function playwrightProcess(): 'main' | 'worker' | undefined {
  const script = process.argv[1] ?? '';
  if (/[\\/]playwright[\\/]lib[\\/].*ProcessEntry\.js$/.test(script)) return 'worker';
  const main = existsSync(script) ? realpathSync(script) : '';
  return /[\\/]node_modules[\\/](?:@playwright[\\/]test|playwright)[\\/]/.test(main) ? 'main' : undefined;
}

/** Whether Playwright runs tests again and again for an editor or its UI, which take over standard output. */
export function isTestServer(): boolean {
  return process.argv.some((argument) => argument === 'test-server' || /^--ui\b/.test(argument));
}

/**
 * What `check` started Playwright for; absent if somebody else started it. If `check` ends first, Playwright and its
 * workers end at once, so that nothing is written over an earlier report.
 */
export async function requestFromCheck(): Promise<CheckRequest | undefined> {
  if (process.send === undefined) return undefined;
  // A parent process that is not `check` says nothing, or something else.
  const message = once(process, 'message', { signal: AbortSignal.timeout(5000) });
  const [request] = (await message.catch(() => [])) as [CheckRequest?];
  if (typeof request?.target !== 'string') return undefined;
  process.once('disconnect', () => {
    rmSync(workFolder(request.out), { recursive: true, force: true });
    endGroup(process.pid);
  });
  return request;
}

/** Where Playwright works while it runs for `check`. */
export function workFolder(out: string): string {
  return join(out, '.run');
}

/** Ends Playwright and all that it has started: `check` starts it in a group of its own. */
export function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** Playwright gives its own environment to each worker that it starts. */
const STATE = 'CONFORMANCE_RUN';

/** Hands the state of a run on to the workers that this process starts from now on. */
export function handOn(state: RunState): void {
  process.env[STATE] = JSON.stringify(state);
}

/** The state that was handed on; absent if the reporter of this suite is not in use. */
export function stateInEnvironment(): RunState | undefined {
  const state = process.env[STATE];
  return state === undefined ? undefined : (JSON.parse(state) as RunState);
}
