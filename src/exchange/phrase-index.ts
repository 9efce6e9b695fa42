interface Phrase {
  readonly folded: string;
  readonly wholeWord: boolean;
}

/** How many characters a phrase is found by. */
const KEY_LENGTH = 2;

/**
 * Finds any of many phrases in a text, whatever their case. Phrases are looked up by their beginning,
 * so that neither their number nor their length costs a regular expression that no engine compiles.
 */
export class PhraseIndex {
  readonly #byBeginning = new Map<string, Phrase[]>();

  /** @param wholeWord whether it counts only where no letter and no digit stands beside it */
  add(phrase: string, wholeWord: boolean): void {
    const folded = fold(phrase);
    if (folded.length < KEY_LENGTH) return;
    const key = folded.slice(0, KEY_LENGTH);
    const phrases = this.#byBeginning.get(key);
    if (phrases === undefined) this.#byBeginning.set(key, [{ folded, wholeWord }]);
    else phrases.push({ folded, wholeWord });
  }

  occursIn(text: string): boolean {
    const folded = fold(text);
    for (let at = 0; at < folded.length; at += 1) if (this.#lengthAt(folded, at) > 0) return true;
    return false;
  }

  /** The text with every phrase replaced, the longest where several begin at one place. */
  replaced(text: string, replacement: string): string {
    const folded = fold(text);
    let result = '';
    let kept = 0;
    for (let at = 0; at < folded.length;) {
      const length = this.#lengthAt(folded, at);
      if (length === 0) {
        at += 1;
        continue;
      }
      result += text.slice(kept, at) + replacement;
      at += length;
      kept = at;
    }
    return result + text.slice(kept);
  }

  /** The length of the longest phrase that begins at a place; 0 where none does. */
  #lengthAt(folded: string, at: number): number {
    let longest = 0;
    for (const phrase of this.#byBeginning.get(folded.slice(at, at + KEY_LENGTH)) ?? []) {
      const { length } = phrase.folded;
      if (length <= longest || !folded.startsWith(phrase.folded, at)) continue;
      if (!phrase.wholeWord || standsAlone(folded, at, at + length)) longest = length;
    }
    return longest;
  }
}

const WORD = /[\p{L}\p{N}]/u;

function standsAlone(text: string, start: number, end: number): boolean {
  return !WORD.test(text.charAt(start - 1)) && !WORD.test(text.charAt(end));
}

/** A text in lower case, of the same length: a character whose lower case is longer stays as it is. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index).toLowerCase();
    return character.length === 1 ? character : text.charAt(index);
  }).join('');
}
