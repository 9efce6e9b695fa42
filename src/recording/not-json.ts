import { isTooDeep } from '../exchange/body.js';
import { foundInWords, jsonFault } from '../exchange/json-fault.js';
import { InvalidInput } from '../invalid-input.js';

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
 * The complaint about a text that is not JSON. No value of it is repeated: it may be personal data.
 *
 * @param firstLine the number of the text's first line in its file
 */
export function notJson(name: string, text: string, firstLine = 1): InvalidInput {
  if (isTooDeep(text)) return notJsonAt(name, { line: firstLine, column: 1 }, 'this is nested too deeply to be read');
  if (text.trim() === '') return notJsonAt(name, { line: 1, column: 1 }, 'the input is empty');
  const fault = jsonFault(text);
  const { line, column } = positionAt(text, fault.offset);
  return notJsonAt(name, { line: line + firstLine - 1, column }, `${fault.what}; found ${foundInWords(fault)}`);
}

/** The complaint about an input that is neither HAR nor JSON at a place. */
export function notJsonAt(name: string, { line, column }: Position, problem: string): InvalidInput {
  return new InvalidInput(`${name}:${line}:${column}: neither HAR nor JSON: ${problem}`);
}
