import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { targetName, type TargetName } from '../targets/configuration.js';

/** What a run of the suite was asked for. */
export interface RunRequest {
  /** The target that the run is about. */
  target: TargetName;
  /** The folder that everything is written to. */
  out: string;
  /** Names the run, so that its results can be told from earlier ones. */
  run: string;
}

/** The variable in which `check` tells the test runner, and the runner its workers, what to do. */
const VARIABLE = 'VIPMP_RUN';

/** The environment of a test runner that is to do what a request asks for. */
export function environmentOf(request: RunRequest): Record<string, string> {
  return { [VARIABLE]: JSON.stringify(request) };
}

/**
 * What the test runner was asked for by `check`; for a runner that a person started, the embedded target
 * or the one that VIPMP_TARGET names, and whether it was a person.
 */
export function currentRequest(processEnv: NodeJS.ProcessEnv): RunRequest & { byCommand: boolean } {
  const text = processEnv[VARIABLE];
  if (text !== undefined) {
    const request = JSON.parse(text) as RunRequest & { byPerson?: true };
    return { ...request, byCommand: request.byPerson === undefined };
  }
  const target = targetName(undefined, process.cwd(), processEnv);
  const request: RunRequest = { target, out: defaultOut(target), run: randomUUID() };
  // Workers read the configuration again, and must find the same run.
  processEnv[VARIABLE] = JSON.stringify({ ...request, byPerson: true });
  return { ...request, byCommand: false };
}

/** Where Playwright works for a run, where the judgement is left that its specs state, and where the exit code. */
export function workFolders(
  { byCommand, run }: RunRequest & { byCommand: boolean },
  out: string,
): { outputDir: string; judgement: string; exitCode: string } {
  // A person's runs use one place that Playwright clears; those of the command may go on side by side.
  const outputDir = join(out, byCommand ? `.run-${run}` : 'test-results', 'playwright');
  return {
    outputDir,
    judgement: join(dirname(outputDir), 'judgement.json'),
    exitCode: join(dirname(outputDir), 'exit-code'),
  };
}

/** The folder for the results of a target where none was asked for. */
export function defaultOut(target: TargetName): string {
  return join(process.cwd(), 'reports', target);
}
