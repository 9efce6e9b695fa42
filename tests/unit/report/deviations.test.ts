import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assembleResults, type JudgedRequirement } from '../../../src/report/assemble.js';
import { readDeviations } from '../../../src/report/deviations.js';
import type { KnownDeviation, Results } from '../../../src/report/results.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'deviations-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const FUTURE = '2999-12-31';
const PAST = '2020-01-31';
const level: KnownDeviation = {
  requirement: 'discount.level',
  path: 'discounts[].level',
  reason: 'ticket 17',
  until: FUTURE,
};

describe('the file of known deviations', () => {
  it('is read from the working directory, or from where --deviations says', async () => {
    const text = `- { requirement: discount.level, path: "discounts[].level", reason: ticket 17, until: ${FUTURE} }\n`;
    expect(await readDeviations(folder)).toEqual([]);
    writeFileSync(join(folder, 'vipmp-deviations.yaml'), text);
    expect(await readDeviations(folder)).toEqual([level]);
    writeFileSync(join(folder, 'other.yaml'), '');
    expect(await readDeviations(folder, join(folder, 'other.yaml'))).toEqual([]);
  });

  /** A list that has nine aliases of the list before it. */
  const manifold = (name: string, at: number): string => `${name}: &${name} [${`*${'abcdef'.charAt(at)},`.repeat(9)}]`;
  const mistakes: [what: string, text: string, says: RegExp][] = [
    ['no YAML', '- {', /line \d+, column \d+: not valid YAML/],
    ['no list', 'requirement: discount.level', /expected a list/],
    ['an alias that leads nowhere', '- *a', /not valid YAML|expected a list/],
    [
      'aliases that multiply beyond bounds',
      ['a: &a [x, x, x]', ...['b', 'c', 'd', 'e', 'f', 'g'].map(manifold)].join('\n'),
      /expected a list/,
    ],
    [
      'an unknown requirement',
      `- {requirement: no.such, reason: r, until: ${FUTURE}}`,
      /there is no requirement no\.such; write an id/,
    ],
    ['a misspelled one', `- {requirement: discount.levl, reason: r, until: ${FUTURE}}`, /write discount\.level$/],
    ['no reason', `- {requirement: discount.level, until: ${FUTURE}}`, /discount\.level\): reason is missing/],
    [
      'a day that does not exist',
      '- {requirement: discount.level, reason: r, until: 2026-02-30}',
      /until is not a day/,
    ],
    ['no day', '- {requirement: discount.level, reason: r}', /until is not a day/],
    ['a misspelled key', `- {requirement: discount.level, reasons: r, until: ${FUTURE}}`, /unknown key reasons/],
  ];
  it.each(mistakes)('is refused in one line if it has %s', async (_what, text, says) => {
    writeFileSync(join(folder, 'vipmp-deviations.yaml'), text);
    await expect(readDeviations(folder)).rejects.toThrow(says);
  });

  it('is refused if --deviations names a file that is not there', async () => {
    await expect(readDeviations(folder, join(folder, 'none.yaml'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  });
});

describe('a run with known deviations', () => {
  it('conforms if nothing else is violated, and says how many there are', () => {
    const results = resultsWith(violated('discounts[0].level', 'discounts[1].level'), level);
    expect(results).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(results.summary).toContain('1 known deviation');
    expect(results.requirements[0]?.verdict).toBe('deviation');
    expect(results.requirements[0]?.findings).toHaveLength(2);
    expect(results.deviations).toEqual([{ ...level, state: 'accepted' }]);
  });

  it('fails if a finding is outside the path', () => {
    const results = resultsWith(violated('discounts[0].level', 'discounts'), level);
    expect(results).toMatchObject({ verdict: 'fail', exitCode: 1 });
  });

  it('accepts findings below a path, but not those with only a common prefix', () => {
    const deviation = { ...level, path: 'discounts[]' };
    expect(resultsWith(violated('discounts[3].level'), deviation).exitCode).toBe(0);
    expect(resultsWith(violated('discounts[0].level'), { ...level, path: 'discounts[].lev' }).exitCode).toBe(1);
    expect(resultsWith(violated(undefined), level).exitCode).toBe(1);
  });

  it('accepts a whole requirement if no path is given', () => {
    const { path: _path, ...everywhere } = level;
    expect(resultsWith(violated(undefined, 'discounts[0].level'), everywhere).exitCode).toBe(0);
  });

  it('fails once the day has passed, and says so', () => {
    const results = resultsWith(violated('discounts[0].level'), { ...level, until: PAST });
    expect(results.exitCode).toBe(1);
    expect(results.deviations?.[0]?.state).toBe('expired');
  });

  it('accepts on the day itself', () => {
    const today = new Date().toISOString().slice(0, 10);
    expect(resultsWith(violated('discounts[0].level'), { ...level, until: today }).exitCode).toBe(0);
  });

  it('says that a deviation no longer occurs, unless its requirement was not judged', () => {
    const passed: JudgedRequirement = { id: 'discount.level', verdict: 'pass', findings: [], exchanges: [] };
    expect(resultsWith(passed, level).deviations?.[0]?.state).toBe('gone');
    const unjudged: JudgedRequirement = { ...passed, verdict: 'inconclusive', reason: 'the target is down' };
    expect(resultsWith(unjudged, level).deviations?.[0]?.state).toBe('not-judged');
  });

  it('does not accept findings that a sweep counted but did not keep', () => {
    const counted = { ...violated('discounts[0].level'), count: 30 };
    expect(resultsWith(counted, level).exitCode).toBe(1);
  });
});

function violated(...paths: (string | undefined)[]): JudgedRequirement {
  const findings = paths.map((path) => ({ message: 'wrong', ...(path === undefined ? {} : { path }) }));
  return { id: 'discount.level', verdict: 'fail', findings, exchanges: [] };
}

function resultsWith(requirement: JudgedRequirement, ...deviations: KnownDeviation[]): Results {
  return assembleResults({
    run: 'r1',
    target: { name: 'sandbox', baseUrl: 'https://sandbox.example' },
    startedAt: new Date().toISOString(),
    requirements: [requirement],
    exchanges: [],
    deviations,
  });
}
