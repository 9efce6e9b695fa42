import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  changesSince,
  historyEntry,
  readHistory,
  runsOfTarget,
  writeHistory,
  type History,
} from '../../../src/report/history.js';
import type { Results } from '../../../src/report/results.js';
import { failingResults, sampleResults } from './sample-results.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vipmp-history-'));
});
afterEach(() => rm(folder, { recursive: true }));

function historyOf(...runs: Results[]): History {
  return { runs: runs.map(historyEntry) };
}

describe('readHistory', () => {
  it('returns what was written', async () => {
    await writeHistory(folder, { runs: [] }, failingResults());
    await writeHistory(folder, await readHistory(folder), sampleResults({}, { run: 'run-2' }));
    expect(await readHistory(folder)).toEqual(historyOf(failingResults(), sampleResults({}, { run: 'run-2' })));
    expect(await readdir(folder)).toEqual(['history.json']);
  });

  it('says that there is none yet', async () => {
    expect(await readHistory(folder)).toEqual({ runs: [] });
  });

  it.each(['', '{"runs":', '[]', 'null', '{"runs":{}}', '\u0000'])(
    'says that %j is damaged and starts over',
    async (text) => {
      await writeFile(join(folder, 'history.json'), text);
      expect(await readHistory(folder)).toEqual({ runs: [], note: expect.stringContaining('damaged') as string });
    },
  );

  it('leaves out the runs that are damaged, and says so', async () => {
    const whole = historyEntry(sampleResults());
    const damaged = [
      { ...whole, counts: {} },
      { ...whole, verdict: 'fine' },
      { ...whole, notPassed: { a: 1 } },
      7,
      null,
    ];
    await writeFile(join(folder, 'history.json'), JSON.stringify({ runs: [...damaged, whole] }));
    const history = await readHistory(folder);
    expect(history.runs).toEqual([whole]);
    expect(history.note).toContain('5 of 6 runs');
  });

  it('says that it cannot be read', async () => {
    const { note, runs } = await readHistory(join(folder, '\0'));
    expect(runs).toEqual([]);
    expect(note).toContain('could not be read');
  });
});

describe('writeHistory', () => {
  it('keeps the last 50 runs', async () => {
    const runs = Array.from({ length: 60 }, (_, index) => sampleResults({}, { run: `run-${index}` }));
    await writeHistory(folder, historyOf(...runs), sampleResults({}, { run: 'last' }));
    const { runs: kept } = JSON.parse(await readFile(join(folder, 'history.json'), 'utf8')) as History;
    expect(kept.map(({ run }) => run)).toEqual([
      ...Array.from({ length: 49 }, (_, index) => `run-${index + 11}`),
      'last',
    ]);
  });
});

describe('runsOfTarget', () => {
  it('returns only runs of the same target', () => {
    const other = sampleResults({}, { target: { name: 'live', baseUrl: 'https://partners.adobe.io' } });
    expect(runsOfTarget(historyOf(other, sampleResults()), sampleResults())).toHaveLength(1);
  });

  it.each(['embedded', 'gate'])('takes the target %s for the same on any port', (name) => {
    const [a, b] = [1, 2].map((port) => sampleResults({}, { target: { name, baseUrl: `http://127.0.0.1:${port}` } }));
    if (a === undefined || b === undefined) throw new Error('two runs were made');
    expect(runsOfTarget(historyOf(a), b)).toHaveLength(1);
  });
});

describe('changesSince', () => {
  it('names what newly fails and what newly drifts', () => {
    const changes = changesSince(historyOf(sampleResults()), failingResults());
    expect(changes?.newlyFailing).toContain('status.unknown-customer');
    expect(changes?.newlyFailing).toContain('address.complete');
    expect(changes?.newDrift).toEqual(['status = "1016"', 'loyaltyTier']);
    expect(changes?.newlyPassing).toEqual([]);
  });

  it('names what newly passes', () => {
    const changes = changesSince(historyOf(failingResults()), sampleResults());
    expect(changes?.newlyPassing).toContain('status.unknown-customer');
    expect(changes).toMatchObject({ newlyFailing: [], newDrift: [] });
  });

  it('counts an obstacle as neither', () => {
    const blocked = sampleResults({ 'status.unknown-customer': { verdict: 'inconclusive', reason: 'HTTP 503' } });
    const changes = changesSince(historyOf(failingResults()), blocked);
    expect(changes?.newlyPassing).not.toContain('status.unknown-customer');
    expect(changes?.newlyFailing).toEqual([]);
  });

  it('compares with the last run of the same target', () => {
    const live = failingResults({ target: { name: 'live', baseUrl: 'https://partners.adobe.io' } });
    expect(changesSince(historyOf(sampleResults(), live), sampleResults())).toMatchObject({ newlyPassing: [] });
  });

  it('is empty for a first run', () => {
    expect(changesSince({ runs: [] }, sampleResults())).toBeUndefined();
  });
});
