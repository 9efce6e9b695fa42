import { describe, expect, it } from 'vitest';
import { catalogue, requirementOf } from '../../src/requirements/catalogue.js';
import { faultPairs, faults } from '../../src/sandbox/faults/catalogue.js';
import { runMutant, runSandbox } from '../support/mutants.js';

describe('the catalogue of faults', () => {
  it('has one for every requirement that provider checks judge', () => {
    const broken = new Set(faults.flatMap((fault) => fault.breaks));
    const judged = catalogue.filter(({ check }) => check !== undefined && check !== 'gate');
    expect(judged.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
  });
});

describe('the sandbox without a fault', () => {
  it('shows every requirement except those on responses that it never sends, and says which', async () => {
    const { requirements, exitCode } = await runSandbox();
    expect(exitCode).toBe(0);
    expect(requirements.filter(({ findings }) => findings.length > 0)).toEqual([]);
    const unseen = requirements.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'excluded');
    expect(unseen.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ['header.deflate-wrapper', 'not-applicable', 'No response in this run has Content-Encoding: deflate.'],
    ]);
  });
});

describe.concurrent('the suite', () => {
  // First, since it takes the longest.
  it('sends at most 120 requests to a provider that answers 5xx to all but valid ones', async () => {
    let asked = 0;
    const { exitCode } = await runMutant({
      name: 'down but for good requests',
      description: 'answers 500 to all but good requests',
      breaks: [],
      also: [],
      answer: (answer) => {
        asked += 1;
        return answer.status === 200 ? answer : { ...answer, status: 500, body: { code: '1124', message: 'x' } };
      },
    });
    expect(exitCode).toBe(1);
    expect(asked).toBeLessThanOrEqual(120);
  });

  it.each(faults.map((fault) => [fault.name, fault] as const))(
    'catches the fault %s by the intended requirement, and by no other',
    async (_name, fault) => {
      const { missed, falseAlarms, superfluous, exitCode } = await runMutant(fault);
      expect({ missed, falseAlarms, superfluous }).toEqual({ missed: [], falseAlarms: [], superfluous: [] });
      const must = fault.breaks.some((id) => requirementOf(id).level === 'MUST');
      expect(exitCode).toBe(must ? 1 : 0);
    },
  );

  it.each(faultPairs)('catches $name together with another fault', async (one, other) => {
    const { missed, falseAlarms } = await runMutant(one, other);
    expect({ missed, falseAlarms }).toEqual({ missed: [], falseAlarms: [] });
  });
});
