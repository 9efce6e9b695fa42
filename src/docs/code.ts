/**
 * Code in a form that does not depend on its layout: JSON, complete or not, has one line for each value or bracket;
 * anything else keeps its lines. White space only counts within strings.
 */
export function canonicalCode(text: string): string {
  const isJson = /^\s*["{[]/.test(text) && /[\]}]\s*$/.test(text);
  const lines = isJson ? brokenAtValues(text).split('\n') : text.split('\n');
  return lines
    .map(withoutPadding)
    .filter((line) => line !== '')
    .join('\n');
}

const STRING = /"(?:[^"\\\n]|\\.)*"/g;

/** JSON with a line break after each opening bracket and comma, and before each closing bracket. */
function brokenAtValues(text: string): string {
  return outsideStrings(text, (part) =>
    part
      .replace(/\s+/g, ' ')
      .replace(/([{[])\s*(?=[^\s}\]])|,/g, '$&\n')
      .replace(/([}\]])/g, '\n$1')
      .replace(/([{[])\s*\n([}\]])/g, '$1$2'),
  );
}

function withoutPadding(line: string): string {
  return outsideStrings(line.trim(), (part) => part.replace(/\s+/g, ''));
}

function outsideStrings(text: string, change: (part: string) => string): string {
  let result = '';
  let end = 0;
  for (const { 0: string, index } of text.matchAll(STRING)) {
    result += change(text.slice(end, index)) + string.replace(/\s+/g, ' ');
    end = index + string.length;
  }
  return result + change(text.slice(end));
}
