import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { harOf } from '../../src/report/har.js';
import type { Results } from '../../src/report/results.js';
import { faults } from '../../src/sandbox/faults/catalogue.js';
import { clientFile, isMissing, runGateOn, violated } from '../gate/gate-run.js';
import { runMutant } from '../support/mutants.js';
import { failedIn, judged } from '../support/recordings.js';
import { swept } from '../support/sweeping.js';

/** Requirements that depend only on the response, not on the request. */
const OF_ANY_RESPONSE = ['status.ok', 'customer.object'];

/** The verdicts on a HAR that contradict those of the run that wrote it. */
function contradictions(run: Results, again: Results): string[] {
  const verdicts = new Map(again.requirements.map(({ id, verdict }) => [id, verdict]));
  return run.requirements.flatMap(({ id, verdict }) => {
    const other = verdicts.get(id) ?? 'absent';
    const isShown = ['pass', 'fail', 'warn'].includes(verdict) && other !== 'not-applicable';
    if (!isShown || verdict === other) return [];
    return OF_ANY_RESPONSE.includes(id) && other === 'fail' && run.exitCode === 1
      ? []
      : [`${id}: ${verdict}, ${other}`];
  });
}

/** A fault of each kind that the response alone shows; the suite requests more than one customer. */
const SHOWN = [
  'known-201',
  'known-html',
  'known-empty',
  'known-array',
  'links-missing',
  'company-name-missing',
  'status-number',
  'creation-date-without-zone',
  'market-segment-unknown',
  'lga-group-without-country',
  'unknown-customer-200',
];

describe('the HAR of a check', () => {
  const shown = faults.filter(({ name }) => SHOWN.includes(name));
  const others = faults.filter((_fault, index) => index % 40 === 0);

  it.each([...new Set([...shown, ...others])].map((fault) => [fault.name, fault] as const))(
    'is judged as the run was, as far as it shows: %s',
    async (_name, fault) => {
      const { run } = await runMutant(fault);
      const again = await judged('-', harOf(run));
      expect(contradictions(run, again)).toEqual([]);
      if (shown.includes(fault)) expect(again.exitCode).toBe(1);
    },
  );
});

it('the HAR of a sweep is judged as the customers were', async () => {
  const fault = faults.find(({ name }) => name === 'links-missing');
  if (fault === undefined) throw new Error('no such fault');
  const { results } = await swept({ faults: [fault] });
  const again = await judged('-', harOf(results));
  expect(failedIn(again)).toEqual(failedIn(results));
  expect(again.exitCode).toBe(results.exitCode);
});

describe.skipIf(isMissing('python3'))('the HAR of a gate (skipped if python3 is absent)', () => {
  it.each(['', 'without X-Correlation-Id', 'without Accept', 'same-request-id', 'v2'])(
    'is judged as the client was: %s',
    async (breakage) => {
      const ended = await runGateOn(['python3', clientFile('conforming.py')], '--env', `BREAKAGE=${breakage}`);
      const again = await judged(join(ended.out, 'exchanges.har'));
      expect(failedIn(again)).toEqual(violated(ended));
      expect(readFileSync(join(ended.out, 'exchanges.har'), 'utf8')).not.toMatch(/Bearer (?!\[redacted\])/);
    },
  );
});
