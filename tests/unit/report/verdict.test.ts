import { describe, expect, it } from 'vitest';
import type { Level } from '../../../src/requirements/catalogue.js';
import { VERDICTS, type RequirementVerdict } from '../../../src/requirements/result.js';
import { EXIT_CODES, runVerdict, verdictCounts, violatedRequirements } from '../../../src/report/verdict.js';
import { failingResults, sampleResults } from './sample-results.js';

type Judged = [level: Level, verdict: RequirementVerdict][];

const rows: [says: string, requirements: Judged, verdict: string, exitCode: number][] = [
  [
    'all passed',
    [
      ['MUST', 'pass'],
      ['SHOULD', 'pass'],
    ],
    'pass',
    0,
  ],
  [
    'a violated SHOULD is a warning',
    [
      ['MUST', 'pass'],
      ['SHOULD', 'warn'],
    ],
    'pass',
    0,
  ],
  ['only warnings', [['SHOULD', 'warn']], 'pass', 0],
  [
    'a violated MUST',
    [
      ['MUST', 'pass'],
      ['MUST', 'fail'],
    ],
    'fail',
    1,
  ],
  [
    'a violation stands beside an outage',
    [
      ['MUST', 'fail'],
      ['MUST', 'inconclusive'],
    ],
    'fail',
    1,
  ],
  [
    'a violation stands beside a defect',
    [
      ['MUST', 'error'],
      ['MUST', 'fail'],
    ],
    'fail',
    1,
  ],
  [
    'an outage alone',
    [
      ['MUST', 'pass'],
      ['MUST', 'inconclusive'],
    ],
    'inconclusive',
    3,
  ],
  [
    'nothing could be judged',
    [
      ['MUST', 'inconclusive'],
      ['MUST', 'excluded'],
    ],
    'inconclusive',
    3,
  ],
  [
    'a defect beside an outage',
    [
      ['MUST', 'inconclusive'],
      ['MUST', 'error'],
    ],
    'error',
    4,
  ],
  [
    'a defect at a SHOULD',
    [
      ['MUST', 'pass'],
      ['SHOULD', 'error'],
    ],
    'error',
    4,
  ],
  ['no requirement at all', [], 'error', 4],
  [
    'nothing judged',
    [
      ['MUST', 'excluded'],
      ['MUST', 'not-applicable'],
    ],
    'error',
    4,
  ],
];

describe('verdict', () => {
  it.each(rows)('%s', (_says, judged, expected, exitCode) => {
    const requirements = judged.map(([level, given]) => ({ level, verdict: given }));
    const verdict = runVerdict(requirements);
    expect([verdict, EXIT_CODES[verdict]]).toEqual([expected, exitCode]);
  });
});

describe('verdictCounts', () => {
  it('counts every verdict, those that no requirement has as 0', () => {
    const counts = verdictCounts([{ verdict: 'pass' }, { verdict: 'pass' }, { verdict: 'warn' }]);
    expect(counts).toMatchObject({ pass: 2, warn: 1, fail: 0, excluded: 0 });
    expect(Object.keys(counts).sort()).toEqual([...VERDICTS].sort());
  });
});

describe('violatedRequirements', () => {
  it('names failures before warnings', () => {
    const verdicts = violatedRequirements(failingResults()).map((requirement) => requirement.verdict);
    expect(verdicts).toEqual(['fail', 'fail', 'fail', 'fail', 'fail', 'warn', 'warn', 'warn']);
  });

  it('is empty if nothing was violated', () => {
    expect(violatedRequirements(sampleResults())).toEqual([]);
  });
});
