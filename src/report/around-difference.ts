/**
 * Two texts, of which long ones are cut around the place where they differ.
 *
 * @param longest characters that are shown of each
 */
export function aroundDifference<Text extends string | undefined>(
  was: Text,
  is: Text,
  longest: number,
): readonly [Text, Text] {
  let start = 0;
  if (was !== undefined && is !== undefined) while (start < was.length && was[start] === is[start]) start += 1;
  const from = Math.max(0, start - Math.floor(longest / 5));
  const cut = (text: Text): Text => {
    if (text === undefined || text.length <= longest) return text;
    return `${from > 0 ? '…' : ''}${text.slice(from, from + longest)}${from + longest < text.length ? '…' : ''}` as Text;
  };
  return [cut(was), cut(is)];
}
