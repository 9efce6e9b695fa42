import { remembered } from '../remembered.js';
import type { Section } from './page.js';

/** The share of words that two texts have in common, from 0 to 1. */
export function likenessOf(one: string, other: string): number {
  const [words, others] = [new Set(wordsIn(one)), new Set(wordsIn(other))];
  const common = [...words].filter((word) => others.has(word)).length;
  return words.size + others.size === 0 ? 1 : (2 * common) / (words.size + others.size);
}

/** The share of a section's text that another one repeats, from 0 to 1. */
export function shareRepeated(section: Section, other: Section): number {
  const [pairs, others] = [pairsOf(section), pairsOf(other)];
  return pairs.size === 0 ? 0 : [...pairs].filter((pair) => others.has(pair)).length / pairs.size;
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
}

const known = new WeakMap<Section, ReadonlySet<string>>();

/** Each two words that follow each other: single ones are in every text. */
function pairsOf(section: Section): ReadonlySet<string> {
  return remembered(known, section, () => {
    const pairs = section.passages.flatMap(({ text }) => {
      const words = wordsIn(text);
      return words.length === 1 ? words : words.slice(1).map((word, index) => `${words[index] ?? ''} ${word}`);
    });
    return new Set(pairs);
  });
}
