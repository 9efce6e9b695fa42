import { randomUUID } from 'node:crypto';
import { assembleResults, type JudgedRequirement } from '../report/assemble.js';
import type { KnownDeviation, Results } from '../report/results.js';
import type { SuiteRun } from '../report/suite-run.js';
import { catalogue, type RequirementId } from '../requirements/catalogue.js';

/**
 * The results of a run of the specs, ready to be written.
 *
 * @param selected the requirements that the selected specs are about; the report says so if these are not all
 * @param contract the version of the contract to judge by; absent: the newest
 */
export function resultsOf(
  judged: SuiteRun,
  selected: ReadonlySet<RequirementId>,
  deviations: readonly KnownDeviation[],
  contract?: string,
): Results {
  const { target, startedAt, durationMs, obstacle, interrupted = false, exchanges } = judged;
  const byId = new Map(judged.requirements.map((result) => [result.id, result]));
  const requirements = catalogue.flatMap(({ id, excluded, check }): JudgedRequirement[] => {
    const nothing = { id, findings: [], exchanges: [] };
    const reason =
      excluded ?? (check === 'gate' ? 'Applies to clients; checked by `vipmp-conformance gate`.' : undefined);
    if (reason !== undefined) return [{ ...nothing, verdict: 'excluded', reason }];
    if (!selected.has(id)) return [];
    const unjudged: JudgedRequirement = interrupted
      ? { ...nothing, verdict: 'inconclusive', reason: 'The run was interrupted before this was judged.' }
      : { ...nothing, verdict: 'error', reason: 'The suite ended before it judged this.' };
    return [byId.get(id) ?? unjudged];
  });
  const ofProvider = catalogue.filter(({ excluded, check }) => excluded === undefined && check !== 'gate');
  return assembleResults({
    ...{ run: randomUUID(), target, startedAt, durationMs, requirements, exchanges, deviations, contract },
    ...(obstacle === undefined ? {} : { obstacle }),
    remarks: [
      interrupted ? 'The run was interrupted: this is a part of it.' : '',
      selected.size < ofProvider.length
        ? `The run was filtered: it is about ${selected.size} of ${ofProvider.length} requirements.`
        : '',
    ],
  });
}
