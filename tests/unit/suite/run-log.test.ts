import { describe, expect, it } from 'vitest';
import { freshState, RunLog } from '../../../src/suite/run-log.js';

const context = { selected: new Set(['status.ok'] as const), deviations: [] };

function verdictOf(defect: string | undefined, interrupted: boolean): string | undefined {
  const log = new RunLog(freshState().key);
  log.add({ attachments: [], requirements: ['status.ok'], defect });
  const results = log.results({ ...context, interrupted });
  return results.requirements.find(({ id }) => id === 'status.ok')?.verdict;
}

describe('a test that leaves nothing behind', () => {
  it('is a defect of the suite', () => {
    expect(verdictOf(undefined, false)).toBe('error');
  });

  it('is none if the run was interrupted, as a test is at its beginning', () => {
    expect(verdictOf(undefined, true)).toBe('inconclusive');
  });

  it('is one even then if something was thrown in it', () => {
    expect(verdictOf('TypeError', true)).toBe('error');
  });
});
