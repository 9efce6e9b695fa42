import { createScanner, printParseErrorCode, visit } from 'jsonc-parser';
import { codePointOf } from './describe-value.js';
import { FIELD_NAMES } from './fields.js';

/** What was found in a text that is not JSON, where, and what surrounds it. */
export function foundInWords({ offset, found, around }: JsonFault): string {
  return `${found} at offset ${offset}: ${around}`;
}

/** Why a text is not JSON, in words that contain none of its values. */
export interface JsonFault {
  /** What is wrong, such as `a trailing comma`. */
  what: string;
  /** Where, in UTF-16 code units from 0, as editors and `JSON.parse` count. */
  offset: number;
  /** What was found there, such as `"}"`. */
  found: string;
  /** The tokens around the place, marked by `▸`; names that the contract does not document and values are left out. */
  around: string;
}

/** The first reason why a text is not JSON, found in linear time. */
export function jsonFault(text: string): JsonFault {
  const removed: { after: number; characters: number }[] = [];
  let total = 0;
  const fault = faultIn(
    // The scanner joins white space character by character, which takes much memory.
    text.replace(LONG_GAP, (gap, offset: number) => {
      removed.push({ after: offset - total + GAP, characters: gap.length - GAP });
      total += gap.length - GAP;
      return gap.slice(0, GAP);
    }),
  );
  const before = removed.filter(({ after }) => after <= fault.offset);
  return { ...fault, offset: before.reduce((offset, { characters }) => offset + characters, fault.offset) };
}

const LONG_GAP = / {1000,}|\t{1000,}|\n{1000,}|\r{1000,}/g;
/** The characters that are kept of a long gap. */
const GAP = 100;

function faultIn(text: string): JsonFault {
  const start = /^\s*(?:[{["<]|\/[/*])/.test(text) ? -1 : text.search(BEGINNING);
  if (start > 0) {
    const found = foundAt(text, start);
    return { what: 'text before the JSON', offset: start, found, around: aroundOf(text, start, start) };
  }
  const error = firstError(text);
  const comma = error.offset - 1 - spaceBefore(text, error.offset);
  const isTrailingComma = text[comma] === ',' && /[}\]]/.test(text[error.offset] ?? '');
  const offset = isTrailingComma ? comma : error.offset;
  const found = foundAt(text, offset);
  const what = isTrailingComma ? 'a trailing comma' : whatIsWrong(text, { ...error, offset }, found);
  return { what, offset, found, around: aroundOf(text, offset, error.nearBy) };
}

/** A bracket that JSON probably begins with: no log, header or statement has what follows it. */
const BEGINNING = /[{[]\s*["{[\]}]/;

interface JsonError {
  /** As the parser names it, such as `CommaExpected`. */
  code: string;
  offset: number;
  /** Whether a whole value came before it. */
  isAfterEnd: boolean;
  /** Where a token not far before it begins. */
  nearBy: number;
}

/** Ends a visit at its first error, which is the one that counts: the parser guesses how to continue. */
class Found extends Error {
  constructor(readonly error: JsonError) {
    super();
  }
}

function firstError(text: string): JsonError {
  let depth = 0;
  let isAfterEnd = false;
  const tokens: number[] = [];
  const token = (offset: number, deeper = 0): void => {
    depth += deeper;
    isAfterEnd = depth === 0;
    if (tokens.push(offset) > TOKENS_BEFORE + 2) tokens.shift();
  };
  const begin = (offset: number): void => token(offset, 1);
  const end = (offset: number): void => token(offset, -1);
  try {
    visit(
      text,
      {
        onObjectBegin: begin,
        onArrayBegin: begin,
        onObjectEnd: end,
        onArrayEnd: end,
        onObjectProperty: (_name, offset) => token(offset),
        onLiteralValue: (_value, offset) => token(offset),
        onSeparator: (_character, offset) => token(offset),
        onError: (error, offset, length) => {
          const code = printParseErrorCode(error);
          // The scanner reports what is wrong within a token from the beginning of the token.
          const within = WITHIN_TOKEN.get(code)?.(text.slice(offset, offset + length)) ?? 0;
          throw new Found({ code, offset: offset + within, isAfterEnd, nearBy: tokens[0] ?? 0 });
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    if (error instanceof Found) return error.error;
    throw error;
  }
  return { code: 'InvalidSymbol', offset: text.length, isAfterEnd, nearBy: tokens[0] ?? 0 };
}

const at = (pattern: RegExp) => (token: string) => Math.max(0, token.search(pattern));

/** Where in a token its fault is. */
const WITHIN_TOKEN = new Map<string, (token: string) => number>([
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  ['InvalidCharacter', at(/[\u0000-\u001f]/)],
  ['InvalidEscapeCharacter', at(/\\(?!["\\/bfnrtu])/)],
  ['InvalidUnicode', at(/\\u(?![0-9a-fA-F]{4})/)],
  ['UnexpectedEndOfString', (token) => token.length],
]);

/** Words that programs write in place of JSON values, none of which is personal data. */
const WORD = /^[-+]?(?:NaN|Infinity|undefined|None|True|False|NULL|Null|nil)\b/;

function whatIsWrong(text: string, { offset, code, isAfterEnd }: JsonError, found: string): string {
  const here = text.slice(offset, offset + 20);
  const before = text.slice(Math.max(0, offset - 100), offset).trimEnd();
  const word = WORD.exec(here)?.[0];
  if (before === '' && here.startsWith('<')) return 'markup such as HTML or XML';
  const isAtEnd = offset >= text.length;
  if (isAfterEnd && !isAtEnd) return `text after the end of the JSON${/^[{[]/.test(here) ? ': a second value' : ''}`;
  if (word !== undefined) return `${word} is not JSON`;
  if (code === 'InvalidCommentToken' || /^\/[/*]/.test(here)) return 'a comment';
  if (code === 'UnexpectedEndOfString') {
    return isAtEnd ? 'the text ends inside a string' : 'a line break inside a string';
  }
  if (isAtEnd) return 'the text ends before the JSON is complete';
  if (here.startsWith("'")) return 'a single quote in place of a double quote';
  if (/^[\u2018-\u201f\u00ab\u00bb]/.test(here)) return 'a typographic quote in place of a double quote';
  if (/^[^\S \t\r\n]/.test(here)) return 'a space that JSON does not have';
  if (/^[+.]|^-\D/.test(here) || /^\d\d$/.test(text.slice(offset - 1, offset + 1))) return 'a number that is not JSON';
  if (/^[\w$]/.test(here) && /[{,]$/.test(before) && /^[\w$]+\s*:/.test(here)) return 'a name without quotes';
  if (here.startsWith(',') && /[[{,]$/.test(before)) return 'a comma too many';
  if (code === 'CommaExpected' && /^[}\]]/.test(here)) return 'a closing bracket that does not match';
  return ERRORS.get(code) ?? `${found} is not expected`;
}

const ERRORS = new Map<string, string>([
  ['InvalidNumberFormat', 'a number that is not JSON'],
  ['PropertyNameExpected', 'a name is missing'],
  ['ValueExpected', 'a value is missing'],
  ['ColonExpected', 'a colon is missing'],
  ['CommaExpected', 'a comma is missing'],
  ['CloseBraceExpected', 'a closing brace is missing'],
  ['CloseBracketExpected', 'a closing bracket is missing'],
  ['UnexpectedEndOfNumber', 'a number that is not JSON'],
  ['InvalidUnicode', 'an escape that JSON does not have'],
  ['InvalidEscapeCharacter', 'an escape that JSON does not have'],
  ['InvalidCharacter', 'a control character inside a string'],
]);

function foundAt(text: string, offset: number): string {
  const here = text.slice(offset, offset + 20);
  const word = WORD.exec(here)?.[0];
  const character = String.fromCodePoint(here.codePointAt(0) ?? 0);
  if (here === '') return 'the end of the text';
  if (word !== undefined) return word;
  if (/^\s/.test(here) || !/^[ -~]/.test(here)) return codePointOf(character);
  if (/^[a-z]/i.test(here)) return 'a letter';
  return /^\d/.test(here) ? 'a digit' : JSON.stringify(character);
}

function spaceBefore(text: string, offset: number): number {
  const before = text.slice(Math.max(0, offset - 1000), offset);
  return before.length - before.trimEnd().length;
}

const TOKENS_BEFORE = 8;
const TOKENS_AFTER = 4;

/** The tokens around a place: only structure and documented names are shown. */
function aroundOf(text: string, offset: number, nearBy: number): string {
  const scanner = createScanner(text, true);
  scanner.setPosition(nearBy);
  const before: string[] = nearBy === 0 ? [] : ['…'];
  const after: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    const end = scanner.getPosition();
    if (start === end) break;
    if (after.length === TOKENS_AFTER) {
      after.push('…');
      break;
    }
    (end <= offset ? before : after).push(shownToken(text.slice(start, end), text.slice(end, end + 100)));
  }
  return `${before.join('')}▸${after.join('')}`;
}

const STRUCTURE = /^(?:[{}[\],:]|true|false|null)$/;

function shownToken(token: string, next: string): string {
  if (STRUCTURE.test(token) || WORD.test(token) || /^[!#-/:-@[-`{-~]{1,4}$/.test(token)) return token;
  if (!token.startsWith('"')) return '…';
  return /^\s*:/.test(next) && FIELD_NAMES.has(token.slice(1, -1)) ? token : '"…"';
}
