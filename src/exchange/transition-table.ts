/** How many places the table has at first; a power of two. */
const FIRST_SIZE = 256;

/** The node that follows a node at a character: a hash table of numbers, several times faster than a map of maps. */
export class TransitionTable {
  #size = 0;
  #from = new Int32Array(FIRST_SIZE);
  #character = new Uint16Array(FIRST_SIZE);
  /** 0 is a free place. */
  #to = new Int32Array(FIRST_SIZE);

  /** The node that follows; 0 if there is none. */
  get(from: number, character: number): number {
    return this.#to[this.#placeOf(from, character)] ?? 0;
  }

  /** @param to not 0 */
  set(from: number, character: number, to: number): void {
    if (this.#size * 2 >= this.#to.length) this.#grow();
    this.#put(from, character, to);
    this.#size += 1;
  }

  #put(from: number, character: number, to: number): void {
    const place = this.#placeOf(from, character);
    this.#from[place] = from;
    this.#character[place] = character;
    this.#to[place] = to;
  }

  /** Where a pair is, or the free place where it would be. */
  #placeOf(from: number, character: number): number {
    const mask = this.#to.length - 1;
    const hash = Math.imul(from, 0x9e3779b1) ^ Math.imul(character, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & mask;
    while (this.#to[place] !== 0 && (this.#from[place] !== from || this.#character[place] !== character)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  #grow(): void {
    const [from, character, to] = [this.#from, this.#character, this.#to];
    this.#from = new Int32Array(to.length * 2);
    this.#character = new Uint16Array(to.length * 2);
    this.#to = new Int32Array(to.length * 2);
    for (let place = 0; place < to.length; place += 1) {
      if (to[place] !== 0) this.#put(from[place] ?? 0, character[place] ?? 0, to[place] ?? 0);
    }
  }
}
