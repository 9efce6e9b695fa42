import { remembered } from '../remembered.js';

/** Items by a key that each of them has, in the order in which the keys first occur. */
export function grouped<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) remembered(groups, keyOf(item), () => []).push(item);
  return groups;
}
