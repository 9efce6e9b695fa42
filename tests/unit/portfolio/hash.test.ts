import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/portfolio/hash.js';
import { HashSet } from '../../../src/sweep/hash-set.js';
import { belongsTo, shardNamed } from '../../../src/sweep/shard.js';

const IDS = Array.from({ length: 200_000 }, (_, index) => String(1_005_000_000 + index));

describe('hashes of ids', () => {
  it('differ for all ids, even sequential ones', () => {
    const set = new HashSet();
    expect(IDS.filter((id) => !set.add(hashOf(id)))).toEqual([]);
    expect(IDS.some((id) => set.add(hashOf(id)))).toBe(false);
  });

  it('distinguish a hash of two zeros from an empty slot', () => {
    const set = new HashSet();
    expect(set.add({ high: 0, low: 0 })).toBe(true);
    expect(set.add({ high: 0, low: 0 })).toBe(false);
  });

  it('split ids evenly into shards', () => {
    const shard = shardNamed('3/7');
    const share = IDS.filter((id) => belongsTo(shard, hashOf(id))).length / IDS.length;
    expect(share).toBeGreaterThan(0.95 / 7);
    expect(share).toBeLessThan(1.05 / 7);
  });
});

describe('--shard', () => {
  it.for(['0/4', '5/4', '1', '1/0', 'a/b', '1/4/2', '-1/4', ''])('refuses %s', (text) => {
    expect(() => shardNamed(text)).toThrow(/^--shard is .*such as 1\/4$/);
  });
});
