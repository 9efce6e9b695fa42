import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { isTooDeep } from '../exchange/body.js';
import { InvalidInput } from '../invalid-input.js';

const PROBLEMS: Readonly<Partial<Record<string, string>>> = {
  InvalidSymbol: 'this word is not JSON',
  InvalidNumberFormat: 'this is not a JSON number',
  PropertyNameExpected: 'a property name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is more behind the end of the JSON value',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'a string has no end',
  UnexpectedEndOfNumber: 'a number has no end',
  InvalidUnicode: 'this \\u escape is not complete',
  InvalidEscapeCharacter: 'JSON does not have this escape',
  InvalidCharacter: 'a control character must be escaped',
};

/** A place in a text; both count from 1, the column in characters. */
export interface Position {
  line: number;
  column: number;
}

/** The place of an offset in a text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/**
 * The complaint about a text that is not JSON. Nothing of the text is repeated: it may hold personal data.
 *
 * @param firstLine the number of the text's first line in its file
 */
export function notJson(name: string, text: string, firstLine = 1): InvalidInput {
  if (isTooDeep(text)) return notJsonAt(name, { line: firstLine, column: 1 }, 'this is nested too deeply to be read');
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  const { line, column } = positionAt(text, error?.offset ?? 0);
  const problem = error === undefined ? undefined : PROBLEMS[printParseErrorCode(error.error)];
  return notJsonAt(
    name,
    { line: line + firstLine - 1, column },
    text.trim() === '' ? 'the input is empty' : (problem ?? 'this is not JSON'),
  );
}

/** The complaint about an input that is neither HAR nor JSON at a place. */
export function notJsonAt(name: string, { line, column }: Position, problem: string): InvalidInput {
  return new InvalidInput(`${name}:${line}:${column}: neither HAR nor JSON: ${problem}`);
}
