/** The value of a key in a map; if there is none, a new one, which is added to the map. */
export function remembered<Key, Value>(
  map: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  make: () => Value,
): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** A map that takes no new keys once it is full: what {@link remembered} makes then is made again each time. */
export class BoundedMemo<Key, Value> extends Map<Key, Value> {
  /** @param limit keys at the most */
  constructor(private readonly limit: number) {
    super();
  }

  override set(key: Key, value: Value): this {
    return this.size < this.limit || this.has(key) ? super.set(key, value) : this;
  }
}

/** Makes a value when it is first needed, and only once. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
