import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { faultNamed } from '../../../src/sandbox/faults/catalogue.js';
import { mergedState, mergeFindings, sweptFolders } from '../../../src/sweep/merge.js';
import { resultsOfSweep } from '../../../src/sweep/results.js';
import { SEEDED_IDS, findingsIn, swept, type Swept } from '../../support/sweeping.js';

const faults = ['reseller-id-long', 'undocumented-field-inside', 'lga-group-elsewhere'].map((name) => faultNamed(name));
let whole: Swept;
let shards: Swept[];

beforeAll(async () => {
  whole = await swept({ faults });
  shards = await Promise.all([1, 2, 3, 4].map((index) => swept({ faults, shard: { index, count: 4 } })));
});

describe('merged shards', () => {
  it('have the figures of a sweep that was not split', () => {
    const merged = resultsOfSweep(mergedState(sweptFolders(shards.map(({ folder }) => folder))));
    expect(merged.sweep).toEqual(whole.results.sweep);
    expect(merged.exitCode).toBe(whole.results.exitCode);
    expect(merged.requirements.map(withoutExamples)).toEqual(whole.results.requirements.map(withoutExamples));
  });

  it('have the same portfolio, in any order', () => {
    const folders = shards.map(({ folder }) => folder);
    expect(mergedState(sweptFolders(folders)).sums.portfolio).toEqual(whole.state.sums.portfolio);
    expect(mergedState(sweptFolders(folders.toReversed())).sums.portfolio).toEqual(whole.state.sums.portfolio);
  });

  it('have the same findings', async () => {
    const out = mkdtempSync(join(tmpdir(), 'vipmp-conformance-test-'));
    await mergeFindings(sweptFolders(shards.map(({ folder }) => folder)), out);
    const texts = (folder: string) =>
      findingsIn(folder)
        .map((finding) => JSON.stringify(finding))
        .toSorted();
    expect(texts(out)).toEqual(texts(whole.folder));
  });

  it('are incomplete if one is missing', () => {
    const results = resultsOfSweep(mergedState(sweptFolders(shards.slice(1).map(({ folder }) => folder))));
    expect(results.summary).toMatch(/1 of 4 shards are missing/);
    expect(results.exitCode).not.toBe(0);
  });

  it('are refused if one is named twice, is not a sweep, or is of another sweep', async () => {
    const [one, two] = shards.map(({ folder }) => folder);
    expect(() => sweptFolders([one ?? '', two ?? '', one ?? ''])).toThrow(/it is the same as/);
    expect(() => sweptFolders([tmpdir()])).toThrow(/there is no sweep/);
    const other = await swept({ ids: SEEDED_IDS.slice(1), shard: { index: 3, count: 4 } });
    expect(() => sweptFolders([one ?? '', other.folder])).toThrow(/another list of ids/);
    expect(() => sweptFolders([one ?? '', whole.folder])).toThrow(/another number of shards/);
    expect(() => sweptFolders([whole.folder, whole.folder])).toThrow(/it is the same as/);
    const shuffled = await swept({ ids: SEEDED_IDS.toReversed(), shard: { index: 3, count: 4 } });
    expect(() => sweptFolders([one ?? '', shuffled.folder])).toThrow(/another list of ids/);
    truncateSync(join(shuffled.folder, 'findings.ndjson'), 0);
    const hasFindings = shuffled.state.findingsBytes > 0;
    if (hasFindings) expect(() => sweptFolders([shuffled.folder])).toThrow(/findings.ndjson is shorter/);
    const state = readFileSync(join(other.folder, 'sweep-state.json'), 'utf8');
    writeFileSync(join(other.folder, 'sweep-state.json'), state.replace('"judged":', '"judged":1'));
    expect(() => sweptFolders([other.folder])).toThrow(/damaged/);
    writeFileSync(join(other.folder, 'sweep-state.json'), '{"format":1,"sums":{"portfolio":{},"tallies":[]}}');
    expect(() => sweptFolders([other.folder])).toThrow(/damaged/);
  });
});

/** Examples are some of many; ids of requests and times differ in each sweep. */
function withoutExamples({
  findings,
  exchanges: _exchanges,
  ...requirement
}: Swept['results']['requirements'][number]) {
  return { ...requirement, findings: findings.map(({ message, count, customers }) => ({ message, count, customers })) };
}
