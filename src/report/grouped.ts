import { remembered } from '../remembered.js';

/** Items by a key that each of them has, in the order in which the keys first occur. */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) remembered(groups, keyOf(item), () => []).push(item);
  return groups;
}

/** The first items of each key, at most so many of one key. */
export function firstOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => unknown, most: number): Item[] {
  const counts = new Map<unknown, number>();
  return items.filter((item) => {
    const count = (counts.get(keyOf(item)) ?? 0) + 1;
    counts.set(keyOf(item), count);
    return count <= most;
  });
}
