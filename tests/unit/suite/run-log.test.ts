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

  it('is no defect if the run was interrupted as the test started', () => {
    expect(verdictOf(undefined, true)).toBe('inconclusive');
  });

  it('is a defect even then if it threw an error', () => {
    expect(verdictOf('TypeError', true)).toBe('error');
  });
});
