import { describe, expect, it } from 'vitest';
import { contractVersion } from '../../../src/generated/schema-facts.js';
import { assembleResults, type JudgedRun } from '../../../src/report/assemble.js';
import type { Results } from '../../../src/report/results.js';
import {
  catalogue,
  contractVersions,
  type Requirement,
  type RequirementId,
} from '../../../src/requirements/catalogue.js';

const oldest = contractVersions[0] ?? '';

function mustSince(wanted: (since: string) => boolean): Requirement {
  const found = catalogue.find(
    ({ level, since, excluded }) => level === 'MUST' && wanted(since) && excluded === undefined,
  );
  if (found === undefined) throw new Error('the catalogue has no such requirement');
  return found;
}

const old = mustSince((since) => since === oldest);
const recent = mustSince((since) => since > oldest);

function violating(ids: RequirementId[], options: Partial<JudgedRun> = {}): Results {
  return assembleResults({
    ...{ run: 'r', target: { name: 'sandbox', baseUrl: '' }, startedAt: '2026-11-25T12:00:00.000Z', exchanges: [] },
    requirements: ids.map((id) => ({ id, verdict: 'fail', findings: [{ message: 'wrong' }], exchanges: [] })),
    ...options,
  });
}

describe('the version of the contract', () => {
  it('is that of the package unless another is asked for, and what is new in it fails', () => {
    const { suite, exitCode, requirements } = violating([recent.id]);
    expect(suite.contract).toBe(contractVersion);
    expect(suite.judgedBy).toBeUndefined();
    expect(exitCode).toBe(1);
    expect(requirements[0]).toMatchObject({ verdict: 'fail', since: recent.since });
  });

  it('only warns about newer requirements, and says why', () => {
    const { suite, exitCode, requirements, summary } = violating([recent.id], { contract: oldest });
    expect(suite).toMatchObject({ contract: contractVersion, judgedBy: oldest });
    expect(exitCode).toBe(0);
    expect(requirements[0]).toMatchObject({
      verdict: 'warn',
      reason: `It only warns because contract ${recent.since} added it, which is newer than ${oldest}.`,
    });
    expect(summary).toContain(`1 warning would be a violation, but is newer than contract ${oldest}.`);
  });

  it('fails for a violation of an older requirement', () => {
    const { exitCode, requirements } = violating([old.id, recent.id], { contract: oldest });
    expect(exitCode).toBe(1);
    expect(requirements.map(({ id, verdict }) => [id, verdict])).toEqual(
      catalogue.flatMap(({ id }) => (id === old.id ? [[id, 'fail']] : id === recent.id ? [[id, 'warn']] : [])),
    );
  });

  it('leaves a known deviation a known deviation', () => {
    const deviations = [{ requirement: recent.id, reason: 'known', until: '9999-12-31' }];
    expect(violating([recent.id], { contract: oldest, deviations }).requirements[0]?.verdict).toBe('deviation');
  });
});
