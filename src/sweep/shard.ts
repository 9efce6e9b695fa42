import { InvalidInput } from '../invalid-input.js';
import type { Hash } from '../portfolio/hash.js';

/** One of several parts of a sweep, counted from 1. */
export interface Shard {
  index: number;
  count: number;
}

/**
 * The shard that `--shard i/n` names.
 *
 * @throws InvalidInput if it is not a shard
 */
export function shardNamed(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new InvalidInput(`--shard is ${JSON.stringify(text)}: it must be one part of how many, such as 1/4`);
}

/** Whether a customer belongs to a shard: decided by the hash of its id alone, not by its place in a list. */
export function belongsTo({ index, count }: Shard, { high }: Hash): boolean {
  return high % count === index - 1;
}
