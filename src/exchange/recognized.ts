import { originalRange, rewritten, type MappedText } from './mapped-text.js';
import type { Hit, PhraseIndex } from './phrase-index.js';

/** Secrets and personal data that are recognized by their form, wherever they come from. */

const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const DOMAIN = /[\p{L}\p{N}.-]/u;

/** Finds email addresses. */
export function findEmails(text: string, hit: Hit): void {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < 64 && LOCAL.test(text.charAt(start - 1))) start -= 1;
    let end = at + 1;
    while (end < text.length && end - at < 255 && DOMAIN.test(text.charAt(end))) end += 1;
    while (/[.-]/.test(text.charAt(end - 1))) end -= 1;
    if (start < at && text.slice(at + 1, end).includes('.')) hit(start, end);
  }
}

const BRACKETED_AT = /\s?[[({<]\s?(?:at|@)\s?[\])}>]\s?/g;
const BARE_AT = /\s?[[({<]?\s?(?<![\p{L}\p{N}])(?:at|@)(?![\p{L}\p{N}])\s?[\])}>]?\s?/gu;
const DOT = /\s?[[({<]?\s?(?<![\p{L}\p{N}])dot(?![\p{L}\p{N}])\s?[\])}>]?\s?/gu;

/**
 * A folded text in which an "at" is the sign and a "dot" a period.
 *
 * @param bare whether an "at" without brackets counts, which in most sentences is a mere word
 */
export function spelledOut(folded: MappedText, bare: boolean): MappedText | undefined {
  const withSign = rewritten(folded, bare ? BARE_AT : BRACKETED_AT, () => '@');
  return withSign.text.includes('@') ? rewritten(withSign, DOT, () => '.') : undefined;
}

const RUN = /[\w.~+/=-]+/g;
const BEARER = /\bbearer\s+[\w.~+/=-]{8,}/gi;

/** Finds JSON Web Tokens, and what follows the word Bearer. */
export function findTokens(text: string, hit: Hit): void {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const at = run.search(/(?<![A-Za-z0-9])eyj/i);
    if (at >= 0 && run.includes('.', at)) hit(index + at, index + run.length);
  }
  for (const { 0: found, index } of text.matchAll(BEARER)) hit(index, index + found.length);
}

const SECRET_PARAMETER =
  /([?&;]\w{0,40}(?:token|secret|passw|pwd|key|auth|signature|credential|session)\w{0,40}=)([^&;#\s"']+)/gi;

/** Finds the values of parameters that are called like secrets, as in `?password=`. */
export function findParameters(text: string, hit: Hit): void {
  for (const { 1: name = '', 2: value = '', index } of text.matchAll(SECRET_PARAMETER)) {
    hit(index + name.length, index + name.length + value.length);
  }
}

const PATH_ID = /\/customers\/([^/?#\s"'<>]+)/gi;
const NAMED_ID =
  /(?<![\p{L}\p{N}])customers?(?:[\s_-]?(?:id|number|no)s?)?(?:\s(?:is|was|with|of|called))?["'\s:=#/({[.]{1,5}([a-z0-9][a-z0-9-]{3,40})(?![\p{L}\p{N}-])/giu;
const ID_OF_CUSTOMER =
  /(?<![\p{L}\p{N}.,-])(\d{6,20})\s(?:is\s(?:not\s|no\s)?)?(?:an?\s|the\s)?customer(?![\p{L}\p{N}])/giu;

/** Finds ids of customers by their surroundings: a path, or the word customer. */
export function findCustomerIds(text: string, hit: Hit): void {
  const found = [PATH_ID, NAMED_ID, ID_OF_CUSTOMER].flatMap((pattern) => Array.from(text.matchAll(pattern)));
  for (const { 0: whole, 1: id = '', index } of found) {
    const isPath = whole.startsWith('/');
    // Words, numbers of customers and dates are not ids.
    if (!isPath && ((id.match(/\d/g) ?? []).length < 5 || /^\d{4}-\d\d/.test(id))) continue;
    const start = index + whole.indexOf(id, isPath ? '/customers/'.length : 0);
    hit(start, start + id.length);
  }
}

/** How many digits a telephone number has. */
const MIN_DIGITS = 7;
const DIGITS = /\d(?:[\s().\-/\u2010-\u2015]{0,3}\d){6,}/gu;

/** The ways in which the digits of a telephone number may be given: with and without the codes before it. */
export function phoneForms(value: string): string[] {
  if (!/^[+\d\s().\-/\u2010-\u2015]+(?:(?:x|ext\.?)\s?\d+)?$/iu.test(value)) return [];
  const written = value.replace(/(?:x|ext).*$/i, '').replace(/[^\d+]/g, '');
  const digits = written.replace(/^\+?0*/, '');
  const codes = /^\+|^00/.test(written) || digits.length > 10 ? [0, 1, 2, 3] : [0];
  return codes.map((length) => digits.slice(length).replace(/^0+/, '')).filter((it) => it.length >= MIN_DIGITS);
}

/** Finds telephone numbers whose digits are known, however they are grouped. */
export function findPhones(text: string, known: PhraseIndex, hit: Hit): void {
  for (const { 0: run, index } of text.matchAll(DIGITS)) {
    const digits = rewritten({ text: run }, /\D+/g, () => '');
    known.find(digits.text, (from, to) => {
      const [start, end] = originalRange(digits, from, to);
      // Neither the middle of a longer number, such as a time in milliseconds; codes may precede it.
      if (/\d/.test(run.charAt(end)) || (from > 4 && /\d/.test(run.charAt(start - 1)))) return;
      hit(index + start, index + end);
    });
  }
}
