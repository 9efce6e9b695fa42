import { describe, expect, it } from 'vitest';
import { hasNewDocumentationChanges } from '../../../src/watch/changes.js';
import type { WatchEntry } from '../../../src/watch/history-folder.js';

const entry = (documentation?: string[]): WatchEntry => ({
  startedAt: '2026-09-01T05:17:00.000Z',
  target: { name: 'sandbox', baseUrl: 'https://sandbox.example' },
  exitCode: 0,
  parts: {},
  ...(documentation === undefined ? {} : { documentation }),
});

describe('the documentation in a watch', () => {
  it.each([
    ['a requirement that was not reported last time', ['a'], ['a', 'b'], true],
    ['the first watch of the documentation', undefined, ['a'], true],
    ['the same as last time', ['a', 'b'], ['a', 'b'], false],
    ['what was reviewed meanwhile', ['a'], [], false],
    ['a watch without it', ['a'], undefined, false],
  ])('has changed or not: %s', (_what, before, now, expected) => {
    expect(hasNewDocumentationChanges(entry(now), entry(before))).toBe(expected);
  });
});
