/** What stands where something was taken out. */
export const REDACTED = '[redacted]';

const EMAIL = /[\p{L}\p{N}._%+'-]+(?:@|%40)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const TOKEN = /\beyJ[\w-]+(?:\.[\w-]*){1,4}|\bBearer\s+[\w.~+/=-]{8,}/gi;

/** Shorter values are taken out as whole words only: a company called "Ox" must not hollow out every text. */
const SHORT = 6;

/**
 * Makes a function that takes known values out of a text in every form that they may have travelled
 * in: in any case, percent-encoded, escaped as in JSON or HTML, and inside base64 at any offset;
 * e-mail addresses and tokens also where they were not known.
 */
export function scrubberOf(values: Iterable<string>): (text: string) => string {
  const alternatives = new Set<string>();
  for (const value of values) {
    const trimmed = value.trim();
    if (trimmed.length < 2) continue;
    for (const form of writtenForms(trimmed)) {
      const pattern = escaped(form);
      alternatives.add(trimmed.length < SHORT ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern);
    }
    if (trimmed.length >= SHORT) for (const form of base64Forms(trimmed)) alternatives.add(escaped(form));
  }
  const longestFirst = [...alternatives].sort((a, b) => b.length - a.length);
  const known = longestFirst.length === 0 ? undefined : new RegExp(longestFirst.join('|'), 'giu');
  return (text) => {
    const withoutKnown = known === undefined ? text : text.replace(known, REDACTED);
    return withoutKnown.replace(EMAIL, REDACTED).replace(TOKEN, REDACTED);
  };
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
