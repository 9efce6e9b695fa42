import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { targetName, type TargetName } from '../targets/configuration.js';

/** What a run of the suite was asked for. */
export interface RunRequest {
  /** The target that the run is about. */
  target: TargetName;
  /** The folder that everything is written to. */
  out: string;
  /** Names the run, so that its results can be told from earlier ones. */
  run: string;
  /** The process of `check`, which judges the target itself; absent where a person started the runner. */
  command?: number;
}

/** The variable in which `check` tells the test runner, and the runner its workers, what to do. */
const VARIABLE = 'VIPMP_RUN';

/** The environment of a test runner that is to do what a request asks for. */
export function environmentOf(request: RunRequest): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(request) };
}

/**
 * What the test runner was asked for by `check`; for a runner that a person started, the embedded target
 * or the one that VIPMP_TARGET names.
 */
export function currentRequest(processEnv: NodeJS.ProcessEnv): RunRequest {
  const text = processEnv[VARIABLE];
  if (text !== undefined) return JSON.parse(text) as RunRequest;
  const target = targetName(undefined, process.cwd(), processEnv);
  const request: RunRequest = { target, out: defaultOut(target), run: randomUUID() };
  // Workers read the configuration again, and must find the same run.
  Object.assign(processEnv, environmentOf(request));
  return request;
}

/** Where Playwright works for a run, where the judgement is left that its specs state, and where the exit code. */
export function workFolders(
  { command, run }: RunRequest,
  out: string,
): { outputDir: string; judgement: string; exitCode: string } {
  // Runs of the command may go on side by side, and clean up themselves. A person's runs use one place,
  // which Playwright empties at the start, so that no judgement of an earlier run is taken for theirs.
  const work = join(out, command === undefined ? 'test-results' : `.run-${run}`);
  return {
    outputDir: command === undefined ? work : join(work, 'playwright'),
    judgement: join(work, 'judgement.json'),
    exitCode: join(work, 'exit-code'),
  };
}

/** The folder for the results of a target where none was asked for. */
export function defaultOut(target: TargetName): string {
  return join(process.cwd(), 'reports', target);
}
