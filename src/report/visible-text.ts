import { isObject } from '../exchange/body.js';

/**
 * Characters that are invisible or that reorder the text around them: control characters except tab and line feed,
 * marks that change the direction of text, invisible spaces, lone surrogates.
 */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** The same JSON with such characters escaped: what a program reads back is what was written. */
export function visibleJson(json: string): string {
  return json.replace(INVISIBLE, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

/** A text as it may be shown: every character that hides or reorders others is written out, as `\u{202e}`. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A visible text on one line, its white space collapsed. */
export function oneLine(text: string): string {
  return visibleText(text.replace(/\s+/g, ' ').trim());
}

/** A copy of a value of JSON in which every text, the names of fields included, is visible. */
export function withVisibleTexts<T>(value: T): T {
  const copied = (part: unknown): unknown => {
    if (typeof part === 'string') return visibleText(part);
    if (Array.isArray(part)) return part.map(copied);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, child]) => [visibleText(name), copied(child)]));
  };
  return copied(value) as T;
}
