import { vocabularies } from '../generated/schema-facts.js';

/** How much of a value may be shown. */
export interface Showing {
  /** The field, such as `discounts[0].level`. */
  path: string;
  /** Whether the contract documents the field and does not call it personal. */
  isOpen: boolean;
}

/**
 * Describes a wrong value. A number, a date, or a single word in the alphabet of its field is shown; anything else is
 * only described, because it may be personal data in the wrong place.
 */
export function describeValue(value: unknown, { path, isOpen }: Showing): string {
  if (value === undefined) return 'absent';
  if (value === null || value === '' || typeof value === 'boolean') return JSON.stringify(value);
  if (Array.isArray(value)) return listOf(value, { path, isOpen });
  if (typeof value === 'object') return `an object with ${pluralize(Object.keys(value).length, 'field')}`;
  if (typeof value === 'number') return isOpen && isShownNumber(value) ? String(value) : numberInWords(value);
  const text = typeof value === 'string' ? value : '';
  const vocabulary = vocabularies[path.replace(/\[\d+\]/g, '')];
  return isOpen && isShown(text, vocabulary) ? quoted(text) : describeText(text);
}

/** A value of a fictional customer: shown as it is, and described if a reader would not see what is wrong. */
export function showValue(value: unknown): string {
  if (value === undefined) return 'absent';
  if (typeof value !== 'string') return shortened(JSON.stringify(value));
  const odd = oddities(value.slice(0, MAX_TEXT));
  return [
    shortened(quoted(value)),
    ...(odd.length === 0 ? [] : [pluralize(lengthOf(value), 'character'), ...odd]),
  ].join(', ');
}

const MAX_ITEMS = 5;

function listOf(items: readonly unknown[], showing: Showing): string {
  const isScalar = items.every((item) => typeof item !== 'object' || item === null);
  if (items.length > MAX_ITEMS || !isScalar) return `an array of ${items.length}`;
  return `[${items.map((item) => describeValue(item, showing)).join(', ')}]`;
}

/** As long as a telephone number, and longer than any code of the contract. */
const MANY_DIGITS = /\d{7}/;

function isShownNumber(value: number): boolean {
  return !MANY_DIGITS.test(String(value)) || isMoment(value);
}

/** Whether a number counts milliseconds since the epoch, in a year from 2001 to 2100. */
function isMoment(value: number): boolean {
  return Number.isInteger(value) && value >= 1e12 && value < 4.1e12;
}

function numberInWords(value: number): string {
  return `a number of ${pluralize(String(Math.abs(value)).replace(/\D/g, '').length, 'digit')}`;
}

/**
 * Dates and times as programs write them, including placeholders such as `0000-00-00` and `0001-01-01`. A telephone
 * number has neither the groups nor the year.
 */
const DATE =
  /^(?:(?:[12]\d{3}|000[01])(?:[-/.]\d{1,2}){2}|\d{1,2}([-/.])\d{1,2}\1[12]\d{3})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|UTC|GMT|[-+]\d{2}:?\d{2}))?)?$/i;
/** A language tag, whether its parts are joined as they should be or not. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:[-_](?:[A-Z]{2,4}|[A-Z][a-z]{3}|\d{3}))*$/;
const PATH_OF_CUSTOMER = /^[\w:/.{}~-]{0,60}\/customers\/[\w.{}~-]{0,40}\/?$/i;
/** Values of other types, written as texts. */
const OTHER_TYPE = /^(?:true|false|null|undefined|none|nan|yes|no)$/i;
const MAX_WORD = 40;

function isShown(text: string, vocabulary: readonly string[] | undefined): boolean {
  if (vocabulary?.some((word) => word.includes('/customers/')) === true) return PATH_OF_CUSTOMER.test(text);
  if (text.length > MAX_WORD) return false;
  if (DATE.test(text) || OTHER_TYPE.test(text)) return true;
  if (vocabulary === undefined) return false;
  if (MANY_DIGITS.test(text)) return false;
  const plain = lookAlike(text);
  if (vocabulary.some((word) => word.toUpperCase() === plain.toUpperCase())) return true;
  const alphabet = alphabetOf(vocabulary);
  // Two letters are not a name, and no name has an underscore and digits.
  const isCode = plain.length <= 2 || (plain.includes('_') && /\d/.test(plain));
  if (isCode && alphabet.test(plain.toUpperCase())) return true;
  return (plain === text || /\d/.test(plain)) && alphabet.test(plain);
}

/** Matches words in the alphabet of a field's documented words. */
function alphabetOf(words: readonly string[]): RegExp {
  const all = words.join('');
  if (/[a-z]/.test(all)) return LANGUAGE_TAG;
  const classes = [/\d/.test(all) ? '0-9' : '', /[A-Z]/.test(all) ? 'A-Z0-9_' : ''];
  return new RegExp(`^[${classes.join('')}]+$`);
}

/** Letters of other scripts that look like Latin capital letters. */
const OTHERS = 'АВСЕНІЈКМОРЅТУХѴԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ';
const OURS = 'ABCEHIJKMOPSTYXVWABEZHIKMNOPTYXCM';
const LOOK_ALIKES = new Map(Array.from(OTHERS, (letter, index) => [letter, OURS.charAt(index)]));

/** A text as a reader sees it: look-alikes as the letters that they look like, invisible characters left out. */
function lookAlike(text: string): string {
  const plain = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
  return Array.from(
    plain,
    (character) => LOOK_ALIKES.get(character) ?? LOOK_ALIKES.get(character.toUpperCase()) ?? character,
  ).join('');
}

/** A text in quotation marks, in which every character beyond ASCII is written out, as `\u{421}`: it may look like another. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^\u0020-\u007e]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** Longer texts are not inspected: no field that is judged by its value is this long. */
const MAX_TEXT = 1000;

function describeText(text: string): string {
  if (text.length > MAX_TEXT) return `more than ${MAX_TEXT.toLocaleString('en')} characters`;
  const length = lengthOf(text);
  const odd = oddities(text);
  if (odd.length > 0) return [pluralize(length, 'character'), ...odd].join(', ');
  if (/^\d+$/.test(text)) return pluralize(length, 'digit');
  if (/^\p{L}+$/u.test(text)) return [pluralize(length, 'letter'), ...scriptOf(text)].join(', ');
  return `${pluralize(length, 'character')}: ${kindsIn(text).join(', ')}`;
}

const BLANKS = new Map([
  [' ', 'a space'],
  ['\t', 'a tab'],
  ['\n', 'a line break'],
  ['\r', 'a line break'],
  ['\u00a0', 'a no-break space'],
]);
const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

function blankInWords(character: string): string | undefined {
  if (!BLANK.test(character)) return undefined;
  return BLANKS.get(character) ?? `the invisible character ${codePointOf(character)}`;
}

/** The code point of a character, such as `U+00A0`. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** What a reader would not see in a text: white space at its ends, control characters, nothing but white space. */
function oddities(text: string): string[] {
  const characters = Array.from(text);
  const [first = '', last = ''] = [characters[0], characters.at(-1)];
  const blanks = characters.map(blankInWords);
  if (characters.length === 1) return blanks.filter((blank) => blank !== undefined);
  if (characters.length > 0 && blanks.every((blank) => blank !== undefined)) {
    return new Set(blanks).size === 1 ? [`each ${String(blanks[0])}`] : ['nothing but white space'];
  }
  const [atStart, atEnd] = [blankInWords(first), blankInWords(last)];
  const within = blanks.slice(1, -1).find((blank) => blank !== undefined && blank !== 'a space');
  return [
    ...(atStart === undefined ? [] : [`the first one ${atStart}`]),
    ...(atEnd === undefined ? [] : [`the last one ${atEnd}`]),
    ...(within === undefined ? [] : [`one of them ${within}`]),
  ];
}

const SCRIPTS = ['Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai'] as const;
const IN_SCRIPT = SCRIPTS.map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

function scriptOf(text: string): string[] {
  const found = IN_SCRIPT.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
  return found.length === 0 ? [] : [`some of them ${found.join(' and ')}`];
}

/** The most signs of a text that are named. */
const MAX_SIGNS = 5;

function kindsIn(text: string): string[] {
  const signs = new Set(Array.from(text).filter((character) => /[\p{P}\p{S}]/u.test(character)));
  const named = [...signs].slice(0, MAX_SIGNS).map((sign) => quoted(sign));
  const kinds = [
    ...(/\p{L}/u.test(text) ? ['letters'] : []),
    ...(/\d/.test(text) ? ['digits'] : []),
    ...(/(?!\d)\p{N}/u.test(text) ? ['digits of another script'] : []),
    ...(/\s/.test(text) ? ['spaces'] : []),
    ...named,
    ...(signs.size > MAX_SIGNS ? ['other signs'] : []),
  ];
  return kinds.length === 0 ? ['none of them a letter, a digit or a sign'] : kinds;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}

function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
