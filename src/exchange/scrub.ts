/** What stands where something was taken out. */
export const REDACTED = '[redacted]';

const EMAIL = /[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const TOKEN = /\beyJ[\w-]+(?:\.[\w-]*){1,4}|\bBearer\s+[\w.~+/=-]{8,}/gi;

/** Shorter values are taken out as whole words only: a company called "Ox" must not hollow out every text. */
const SHORT = 6;

/**
 * Makes a function that takes known values out of a text in every form that they may have travelled
 * in: in any case, percent-encoded, escaped as in JSON or HTML, and inside base64 at any offset;
 * e-mail addresses and tokens also where they were not known. A text that still holds a value when its
 * encodings are undone is taken out as a whole.
 */
export function scrubberOf(values: Iterable<string>): (text: string) => string {
  const distinct = [...new Set([...values].map((value) => value.trim()))].filter((value) => value.length >= 2);
  const known = patternOf(distinct, (value) => [
    ...writtenForms(value),
    ...(value.length < SHORT ? [] : base64Forms(value)),
  ]);
  const plain = patternOf(distinct, (value) => [value]);
  return (text) => {
    const withoutKnown = known === undefined ? text : text.replace(known, REDACTED);
    const scrubbed = withoutKnown.replace(EMAIL, REDACTED).replace(TOKEN, REDACTED);
    const isHidden = plain !== undefined && decodings(scrubbed).some((decoded) => decoded.search(plain) !== -1);
    return isHidden ? REDACTED : scrubbed;
  };
}

/** A pattern of values in the given forms, the longest first; short values count as whole words only. */
function patternOf(values: readonly string[], formsOf: (value: string) => string[]): RegExp | undefined {
  const alternatives = new Set<string>();
  for (const value of values) {
    for (const form of formsOf(value)) {
      const pattern = escaped(form);
      alternatives.add(value.length < SHORT ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern);
    }
  }
  const longestFirst = [...alternatives].sort((a, b) => b.length - a.length);
  return longestFirst.length === 0 ? undefined : new RegExp(longestFirst.join('|'), 'giu');
}

/** What a text says when its encodings are undone, one upon another. */
function decodings(text: string): string[] {
  const found: string[] = [];
  let current = text;
  for (let depth = 0; depth < 3; depth += 1) {
    const base64 = [...current.matchAll(/[A-Za-z0-9+/_-]{4,}={0,2}/g)].map(([run]) =>
      Buffer.from(run, 'base64').toString(),
    );
    found.push(...base64);
    const decoded = unescaped(current);
    if (decoded === current) break;
    found.push(decoded);
    current = decoded;
  }
  return found;
}

function unescaped(text: string): string {
  return text
    .replace(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString())
    .replace(/\\u([0-9a-f]{4})/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/&#(x?)([0-9a-f]{1,6});/gi, (_whole, hex: string, code: string) =>
      characterOf(parseInt(code, hex === '' ? 10 : 16)),
    )
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["\\/])/g, '$1');
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function writtenForms(value: string): string[] {
  const percent = encodeURIComponent(value);
  const html = value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  return [value, percent, percent.replaceAll('%20', '+'), JSON.stringify(value).slice(1, -1), html];
}

/** The part of the base64 of any text around a value that depends on the value alone, for each alignment. */
function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(first, last), bytes.toString('base64url').slice(first, last)];
  });
}
