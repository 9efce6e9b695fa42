import { describe, expect, it } from 'vitest';
import { countedVerdict, durationInWords, momentInWords, selfTestNotice } from '../../../src/report/wording.js';
import { sampleResults } from './sample-results.js';

describe('wording', () => {
  it.each([
    [0, '0 ms'],
    [184.2, '184 ms'],
    [4210, '4.2 s'],
    [59_949, '59.9 s'],
    [61_000, '1 min 1 s'],
    [119_800, '2 min 0 s'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(durationInWords(milliseconds)).toBe(words);
  });

  it('formats times in UTC, and leaves other texts unchanged', () => {
    expect(momentInWords('2026-08-19T16:03:07+02:00')).toBe('2026-08-19 14:03 UTC');
    expect(momentInWords('yesterday')).toBe('yesterday');
  });

  it('uses singular and plural', () => {
    expect([countedVerdict(1, 'warn'), countedVerdict(3, 'warn'), countedVerdict(2, 'fail')]).toEqual([
      '1 warning',
      '3 warnings',
      '2 failed',
    ]);
  });

  it('calls a run on the embedded target, and no other, a self-test', () => {
    const embedded = sampleResults({}, { target: { name: 'embedded', baseUrl: 'http://127.0.0.1:1' } });
    expect(selfTestNotice(embedded)).toContain('self-test of suite and sandbox');
    expect(selfTestNotice(sampleResults())).toBeUndefined();
  });
});
