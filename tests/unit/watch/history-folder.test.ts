import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepWatch, readWatchHistory, type WatchEntry } from '../../../src/watch/history-folder.js';
import { temporaryFolder } from '../../support/command.js';

const SANDBOX = { name: 'sandbox', baseUrl: 'https://example.com' };

function portfolio(minute: number): string {
  const about = { target: SANDBOX, startedAt: `2026-11-24T00:0${minute}:00.000Z`, violations: [] };
  return JSON.stringify({ ...about, customers: 1, fields: [], values: [] });
}

function entry(minute: number, target = 'sandbox'): WatchEntry {
  const at = new Date(Date.UTC(2026, 10, 24, 0, minute)).toISOString();
  return { startedAt: at, target: { name: target, baseUrl: 'https://example.com' }, exitCode: 0, parts: {} };
}

describe('the history of a folder', () => {
  it('is empty if the folder is missing', () => {
    expect(readWatchHistory(join(temporaryFolder(), 'none'), SANDBOX)).toEqual({ entries: [], unread: [] });
  });

  it('has the watches of each target in chronological order', async () => {
    const folder = join(temporaryFolder(), 'history');
    for (const minute of [3, 1, 2]) await keepWatch(folder, entry(minute), portfolio(minute));
    await keepWatch(folder, entry(9, 'live'), undefined);
    const history = readWatchHistory(folder, SANDBOX);
    expect(history.entries).toEqual([1, 2, 3].map((minute) => entry(minute)));
    expect(history.portfolioFile).toMatch(/sandbox-2026-11-24T00-03-00-000Z\.portfolio\.json$/);
    expect(readWatchHistory(folder, { name: 'live', baseUrl: 'https://example.com' })).toEqual({
      entries: [entry(9, 'live')],
      unread: [],
    });
  });

  it('deletes the oldest if there are too many, and keeps other files', async () => {
    const folder = join(temporaryFolder(), 'history');
    for (let minute = 0; minute < 368; minute += 1) await keepWatch(folder, entry(minute), '{}');
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(readWatchHistory(folder, SANDBOX).entries).toHaveLength(365);
    expect(readWatchHistory(folder, SANDBOX).entries[0]).toEqual(entry(3));
    expect(readdirSync(folder).filter((name) => name.endsWith('.portfolio.json'))).toHaveLength(2);
    expect(readdirSync(folder)).toContain('notes.txt');
  });

  it('compares with the last complete portfolio', async () => {
    const folder = join(temporaryFolder(), 'history');
    await keepWatch(folder, entry(1), portfolio(1));
    await keepWatch(folder, entry(2), undefined);
    writeFileSync(join(folder, 'sandbox-2026-11-24T00-03-00-000Z.portfolio.json'), '{}');
    const history = readWatchHistory(folder, SANDBOX);
    expect(history.portfolioFile).toMatch(/00-01-00-000Z\.portfolio\.json$/);
    expect(history.unread).toEqual(['sandbox-2026-11-24T00-03-00-000Z.portfolio.json']);
  });

  it('is another if the target is at another address', async () => {
    const folder = join(temporaryFolder(), 'history');
    await keepWatch(folder, entry(1), portfolio(1));
    const elsewhere = readWatchHistory(folder, { ...SANDBOX, baseUrl: 'https://other.example.com' });
    expect(elsewhere).toEqual({ entries: [], unread: [] });
  });

  it('names damaged files, and ignores them', async () => {
    const folder = join(temporaryFolder(), 'history');
    await keepWatch(folder, entry(1), undefined);
    writeFileSync(join(folder, 'sandbox-2026-11-24T00-02-00-000Z.json'), '{"startedAt":');
    const history = readWatchHistory(folder, SANDBOX);
    expect(history.entries).toEqual([entry(1)]);
    expect(history.unread).toEqual(['sandbox-2026-11-24T00-02-00-000Z.json']);
  });
});
