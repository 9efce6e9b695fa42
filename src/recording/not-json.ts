import { isTooDeep } from '../exchange/body.js';
import { foundInWords, jsonFault } from '../exchange/json-fault.js';
import { InvalidInput } from '../invalid-input.js';

/** A position in a text: line and column, from 1; the column is in characters. */
export interface Position {
  line: number;
  column: number;
}

/** The position of an offset in a text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

/**
 * The error for a text that is not JSON. It repeats no value of the text, since it may be personal data.
 *
 * @param firstLine the number of the text's first line in its file
 * @param verdict what the text is not, such as `not JSON`
 */
export function notJson(name: string, text: string, firstLine = 1, verdict?: string): InvalidInput {
  const errorAt = (position: Position, problem: string) => notJsonAt(name, position, problem, verdict);
  if (isTooDeep(text)) return errorAt({ line: firstLine, column: 1 }, 'this is nested too deeply to read');
  if (text.trim() === '') return errorAt({ line: 1, column: 1 }, 'the input is empty');
  const fault = jsonFault(text);
  const { line, column } = positionAt(text, fault.offset);
  return errorAt({ line: line + firstLine - 1, column }, `${fault.what}; found ${foundInWords(fault)}`);
}

/** The error for an input that is neither HAR nor JSON, with the position of the fault. */
export function notJsonAt(
  name: string,
  { line, column }: Position,
  problem: string,
  verdict = 'neither HAR nor JSON',
): InvalidInput {
  return new InvalidInput(`${name}:${line}:${column}: ${verdict}: ${problem}`);
}
