import type { SuiteRun } from '../report/suite-run.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { Api, type ApiOptions } from './api.js';
import { RunLog, type Attachment } from './run-log.js';
import { DEADLINE_MS, freshState, type RunState } from './run-state.js';
import { Violation, type SpecInfo } from './spec.js';

/** A test of the conformance suite. */
export interface Spec {
  title: string;
  requirements: readonly RequirementId[];
  body(fixtures: { api: Api }, info: SpecInfo): Promise<void>;
}

/** How specs are run. */
export interface InProcessOptions extends ApiOptions {
  /** The most that the whole run may take, in milliseconds. */
  deadlineMs?: number;
  /** Called with the name of the spec that runs. */
  onSpec?: (title: string) => void;
}

/** Runs specs one after another in this process, as Playwright would: a violation costs the worker and its memory. */
export async function runInProcess(
  specs: readonly Spec[],
  configuration: TargetConfiguration,
  { deadlineMs = DEADLINE_MS, onSpec, ...options }: InProcessOptions = {},
): Promise<SuiteRun> {
  const fresh = freshState(deadlineMs);
  const log = new RunLog(fresh.key);
  let api: Api | undefined;
  for (const spec of specs) {
    if (options.interruption?.aborted === true) break;
    onSpec?.(spec.title);
    api ??= new Api(configuration, { ...fresh, ...log.state } satisfies RunState, options);
    const attachments: Attachment[] = [];
    const failure = await failureOf(spec.body({ api }, infoFor(attachments)));
    const defect = failure === undefined || failure instanceof Violation ? undefined : defectOf(failure);
    log.add(attachments, spec.requirements, defect);
    if (failure === undefined) continue;
    await api.close();
    api = undefined;
  }
  await api?.close();
  const interrupted = options.interruption?.aborted === true;
  return { ...log.run(), ...(interrupted ? { interrupted } : {}) };
}

/** Ends a test that has nothing to state. */
class Skipped extends Error {}

function infoFor(attachments: Attachment[]): SpecInfo {
  return {
    annotations: [],
    attachments,
    skip: (condition) => {
      if (condition) throw new Skipped();
    },
  };
}

async function failureOf(test: Promise<void>): Promise<unknown> {
  try {
    await test;
    return undefined;
  } catch (error) {
    return error instanceof Skipped ? undefined : error;
  }
}

function defectOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
}
