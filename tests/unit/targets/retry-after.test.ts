import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../../src/targets/retry-after.js';

const now = Date.parse('2026-11-25T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['2', 2000],
    [' 120 ', 120_000],
    ['Wed, 25 Nov 2026 12:00:03 GMT', 3000],
    ['Wednesday, 25-Nov-26 12:00:03 GMT', 3000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
  ])('%s requires %i ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([undefined, '', '1.5', '-1', '+1', '1e3', 'soon', '2026-11-25T12:00:03Z', 'Wed, 99 Nov 2026 12:00:03 GMT'])(
    '%s asks for nothing',
    (header) => {
      expect(retryAfterMs(header, now)).toBeUndefined();
    },
  );
});
