import type { RequirementId } from '../requirements/catalogue.js';
import type { TargetConfiguration } from '../targets/configuration.js';
import { whereThrown } from '../where-thrown.js';
import { Api } from './api.js';
import type { Attachment, EndedSpec, RunState } from './run-log.js';
import { Violation, type SpecInfo } from './spec.js';

/** A test of the conformance suite. */
export interface Spec {
  title: string;
  requirements: readonly RequirementId[];
  body(fixtures: { api: Api }, info: SpecInfo): Promise<void>;
}

/** The title of a spec that starts, or the outcome of one that ended. */
export type SpecEvent = { title: string } | EndedSpec;

/** Runs specs in this thread, one by one, as Playwright would: after a violation, the next spec gets a new `api`. */
export async function runSpecs(
  specs: readonly Spec[],
  configuration: TargetConfiguration,
  state: RunState,
  report: (event: SpecEvent) => void,
  interruption?: AbortSignal,
): Promise<void> {
  let api: Api | undefined;
  for (const spec of specs) {
    if (interruption?.aborted === true) break;
    report({ title: spec.title });
    api ??= new Api(configuration, state, interruption);
    const attachments: Attachment[] = [];
    let defect: string | undefined;
    try {
      await spec.body({ api }, infoFor(attachments));
    } catch (error) {
      if (!(error instanceof Violation)) defect = whereThrown(error);
      await api.close();
      api = undefined;
    }
    report({ requirements: spec.requirements, attachments, defect });
  }
  await api?.close();
}

/** Test info whose `skip` does nothing: the attachments already say what was not judged. */
function infoFor(attachments: Attachment[]): SpecInfo {
  const skip = (): void => undefined;
  return { annotations: [], attachments, skip, step: async (_title, body) => Promise.resolve({ skip }).then(body) };
}
