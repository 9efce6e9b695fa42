import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SuiteRun } from '../report/suite-run.js';
import { embeddedLimits, remoteConfiguration, type TargetName } from '../targets/configuration.js';
import { withEmbeddedTarget } from './embedded.js';
import { runSuite, type RunOptions } from './run.js';

/**
 * Judges a target as the variables describe it.
 *
 * @throws InvalidInput where a variable is missing or wrong
 */
export async function judgeTarget(
  target: TargetName,
  folder: string,
  processEnv: NodeJS.ProcessEnv,
  options: RunOptions = {},
): Promise<SuiteRun> {
  if (target !== 'embedded') return runSuite(remoteConfiguration(target, folder, processEnv), options);
  return withEmbeddedTarget(embeddedLimits(folder, processEnv), {}, (configuration) =>
    runSuite(configuration, options),
  );
}

/** Leaves a judgement for the specs and the reporter; the file is whole as soon as it is there. */
export function leaveJudgement(file: string, judgement: SuiteRun): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, JSON.stringify(judgement));
  renameSync(`${file}.part`, file);
}
