import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../src/report/history.js';
import type { RunVerdict } from '../../../src/report/results.js';
import { verdictCounts } from '../../../src/report/verdict.js';
import type { RequirementVerdict } from '../../../src/requirements/result.js';
import { changesIn, hasChanges, type PartChanges } from '../../../src/watch/changes.js';
import { digestOf } from '../../../src/watch/digest.js';
import { failingResults } from '../report/sample-results.js';
import type { WatchEntry } from '../../../src/watch/history-folder.js';

/** A watch whose check says so of one requirement: `.` passed, `x` failed, `w` warned, `?` could not be judged. */
function watchOf(sign: string, day: number, drift: string[] = []): WatchEntry {
  const verdicts: Record<string, RequirementVerdict | undefined> = { x: 'fail', w: 'warn', '?': 'inconclusive' };
  const verdict = verdicts[sign];
  const runVerdicts: Record<string, RunVerdict> = { x: 'fail', '?': 'inconclusive' };
  const startedAt = `2026-11-${String(day).padStart(2, '0')}T05:17:00.000Z`;
  const target = { name: 'sandbox', baseUrl: 'https://example.com' };
  const check: HistoryEntry = {
    run: `r${day}`,
    target,
    startedAt,
    verdict: runVerdicts[sign] ?? 'pass',
    counts: verdictCounts([]),
    notPassed: verdict === undefined ? {} : { 'customer.status': verdict },
    drift,
  };
  return { startedAt, target, exitCode: 0, parts: { check } };
}

/** What the last of a row of watches changed. */
function changesOfRow(signs: string): PartChanges {
  const watches = Array.from(signs, (sign, index) => watchOf(sign, index + 1));
  const now = watches.pop();
  const [changes] = now === undefined ? [] : changesIn(watches, now, {});
  if (changes === undefined) throw new Error('no changes');
  return changes;
}

describe('a requirement', () => {
  const rows: [signs: string, expected: Partial<PartChanges>, news: boolean][] = [
    ['.', {}, false],
    ['..', {}, false],
    ['x', { newlyViolated: ['customer.status'] }, true],
    ['.x', { newlyViolated: ['customer.status'] }, true],
    ['.w', { newlyViolated: ['customer.status'] }, true],
    [
      'xx',
      { newlyViolated: [], stillViolated: [{ id: 'customer.status', since: '2026-11-01T05:17:00.000Z', runs: 2 }] },
      false,
    ],
    ['.xxx', { stillViolated: [{ id: 'customer.status', since: '2026-11-02T05:17:00.000Z', runs: 3 }] }, false],
    ['x.', { newlyPassing: ['customer.status'] }, true],
    // What could not be judged says nothing: it is compared with the last run that could.
    ['x?x', { newlyViolated: [], newlyPassing: [] }, true],
    ['x?.', { newlyPassing: ['customer.status'] }, true],
    ['.?x', { newlyViolated: ['customer.status'] }, true],
    ['.?', { newlyViolated: [], newlyPassing: [], verdict: { before: 'pass', now: 'inconclusive' } }, true],
    ['??', {}, false],
    // Three changes within ten runs: it is flapping.
    ['.x.x', { newlyViolated: [], flapping: [{ id: 'customer.status', violated: 2, of: 4 }] }, true],
    ['x.x.', { newlyPassing: [], flapping: [{ id: 'customer.status', violated: 2, of: 4 }] }, true],
    ['.x?.?x', { newlyViolated: [], flapping: [{ id: 'customer.status', violated: 2, of: 4 }] }, true],
    [
      '.x.xx',
      { flapping: [], stillViolated: [{ id: 'customer.status', since: '2026-11-04T05:17:00.000Z', runs: 2 }] },
      false,
    ],
    ['x.xxxxxxxxxx.', { newlyPassing: ['customer.status'], flapping: [] }, true],
  ];

  it.for(rows)('with the runs %s is classified', ([signs, expected, news]) => {
    const changes = changesOfRow(signs);
    expect(changes).toMatchObject(expected);
    expect(hasChanges(changes)).toBe(news);
  });
});

describe('a digest', () => {
  it('is empty if nothing changed and nothing is wrong, at the first watch too', () => {
    const [before, now] = [watchOf('.', 1), watchOf('.', 2)];
    expect(digestOf(changesIn([before], now, {}), { now, previous: before })).toBe('');
    expect(digestOf(changesIn([], now, {}), { now, previous: undefined })).toBe('');
  });

  it('says since when something is wrong if it was wrong before', () => {
    const [before, now] = [watchOf('x', 1), watchOf('x', 2)];
    const digest = digestOf(changesIn([before], now, {}), { now, previous: before });
    expect(digest).toContain('## Nothing has changed since the last watch');
    expect(digest).toContain('since 2026-11-01 05:17 UTC, 2 runs');
  });

  it('says that the first watch is the first', () => {
    const now = watchOf('x', 1);
    expect(digestOf(changesIn([], now, {}), { now, previous: undefined })).toContain('## First watch: ');
  });

  it('says what changed, what it was before, and what is still broken', () => {
    const earlier = [watchOf('x', 1), watchOf('x', 2)];
    const now = watchOf('x', 3, ['loyaltyTier']);
    const { check } = watchOf('.', 3).parts;
    if (check !== undefined) now.parts.sweep = check;
    const change = { kind: 'new field', path: 'a', says: 'a is <b>new</b>' } as const;
    const [ofCheck, ofSweep] = changesIn(earlier, now, {});
    if (ofCheck === undefined || ofSweep === undefined) throw new Error('two parts were expected');
    const digest = digestOf([ofCheck, { ...ofSweep, portfolio: [change] }], { now, previous: earlier.at(-1) });
    expect(digest).toContain('since 2026-11-02 05:17 UTC');
    expect(digest).toContain('**New drift**\n\n- loyaltyTier');
    expect(digest).toContain('- customer.status\n  since 2026-11-01 05:17 UTC, 3 runs');
    expect(digest).toContain('- a is &lt;b&gt;new&lt;/b&gt;');
  });

  it('has the message, expected and actual values, the owner and links', () => {
    const [before, now] = [watchOf('.', 1), watchOf('x', 2)];
    const failing = failingResults();
    const changes = changesIn([before], now, { check: failing });
    const violated = failing.requirements.find(({ verdict }) => verdict === 'fail');
    const id = violated?.id ?? 'none';
    const named = changes.map((part) => ({ ...part, newlyViolated: [id] }));
    const link = 'https://ci.example/runs/7';
    const digest = digestOf(named, { now, previous: before, link });
    expect(digest).toContain(`[reports](${link})`);
    expect(digest).toMatch(/✕ MUST \[.*\]\(https:\/\/.*\): .+\n {2}expected .+ · actual .+ · owner: /);
    expect(changes[0]?.violations[0]).toMatchObject({ id, level: 'MUST', owner: expect.any(String) as string });
  });

  it('does not report drift again that was known before, even if one run did not see it', () => {
    const earlier = [watchOf('.', 1, ['loyaltyTier']), watchOf('.', 2)];
    const now = watchOf('.', 3, ['loyaltyTier']);
    expect(digestOf(changesIn(earlier, now, {}), { now, previous: earlier.at(-1) })).toBe('');
  });

  it('says what the verdict was before, and why a run is inconclusive', () => {
    const [before, now] = [watchOf('.', 1), watchOf('?', 2)];
    const [part] = changesIn([before], now, {});
    if (part === undefined) throw new Error('no changes');
    const digest = digestOf([{ ...part, reason: 'The target is down.' }], { now, previous: before });
    expect(digest).toMatch(/\? \*\*.+\*\*, before: it conforms\. The target is down\./);
  });
});
