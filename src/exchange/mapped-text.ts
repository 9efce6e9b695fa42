/** A decoded reading of a text, which maps each of its characters (UTF-16 units) to its place in the original. */
export interface MappedText {
  readonly text: string;
  /** Absent if each character is where it was. */
  readonly places?: { readonly starts: Uint32Array; readonly ends: Uint32Array };
}

/** The part of the original that characters of a reading were read from. */
export function originalRange({ places }: MappedText, start: number, end: number): [start: number, end: number] {
  return places === undefined ? [start, end] : [places.starts[start] ?? 0, places.ends[end - 1] ?? 0];
}

/**
 * A reading in which each match of an expression is replaced.
 *
 * @param pattern global
 */
export function rewritten(
  mapped: MappedText,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string,
): MappedText {
  const { text } = mapped;
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return mapped;
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let read = 0;
  const keep = (to: number): void => {
    pieces.push(text.slice(read, to));
    for (let at = read; at < to; at += 1) {
      const [start, end] = originalRange(mapped, at, at + 1);
      starts.push(start);
      ends.push(end);
    }
  };
  for (; match !== null; match = pattern.exec(text)) {
    keep(match.index);
    read = match.index + match[0].length;
    const replacement = replace(match);
    const [start, end] = originalRange(mapped, match.index, read);
    pieces.push(replacement);
    for (let at = 0; at < replacement.length; at += 1) {
      starts.push(start);
      ends.push(end);
    }
  }
  keep(text.length);
  return { text: pieces.join(''), places: { starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) } };
}

/** One space between visible characters of ASCII: such a text is folded when its letters are small. */
const PLAIN = /^[\x21-\x7e]*(?: [\x21-\x7e]+)*$/;
/** White space and invisible characters, or a character with the marks upon it. */
const CLUSTER = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+|\P{M}\p{M}*|\p{M}+/gu;
const INVISIBLE = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/gu;
/** To JavaScript the byte order mark is white space; to a reader it is nothing. */
const SPACE = /[^\S\uFEFF]/;

/**
 * The form in which texts are compared: small letters, compatibility forms such as full-width letters and ligatures
 * decoded, accents apart from their letters, white space as one space, and nothing invisible.
 */
export function folded(mapped: MappedText): MappedText {
  const { text } = mapped;
  if (PLAIN.test(text)) return { ...mapped, text: text.toLowerCase() };
  return rewritten(mapped, CLUSTER, ([cluster]) => foldedCluster(cluster));
}

function foldedCluster(cluster: string): string {
  const visible = cluster.replace(INVISIBLE, (hidden) => (SPACE.test(hidden) ? ' ' : ''));
  // Capital letters first: some small letters share one, as do the two forms of sigma.
  return visible.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD');
}

/** {@link folded}, of a text alone, which is much faster. */
export function foldedText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  // In a whole text the small sigma has another form at the end of a word.
  return foldedCluster(text).replaceAll('\u03c2', '\u03c3');
}
