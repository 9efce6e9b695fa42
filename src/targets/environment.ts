import { join } from 'node:path';
import { parse } from 'dotenv';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';

/** Reads a variable by one of several names; the first that is set and not empty counts. */
export type Environment = (...names: string[]) => string | undefined;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables for a target, from the process, then `.env.<target>`, then `.env`; the first that sets one wins.
 *
 * @param target undefined if the target is not known yet
 * @throws InvalidInput if one of the files exists but cannot be read
 */
export function readEnvironment(
  folder: string,
  target: string | undefined,
  processEnv: NodeJS.ProcessEnv,
): Environment {
  const sources = sourcesOf(folder, target, processEnv).map(({ variables }) => variables);
  return (...names) =>
    sources.flatMap((source) => names.map((name) => source[name])).find((value) => value !== undefined && value !== '');
}

/** The sources of variables, in order of precedence; `file` is undefined for the process itself. */
export function sourcesOf(
  folder: string,
  target: string | undefined,
  processEnv: NodeJS.ProcessEnv,
): { file?: string; variables: Variables }[] {
  const files = [...(target === undefined ? [] : [`.env.${target}`]), '.env'];
  return [{ variables: processEnv }, ...files.map((file) => ({ file, variables: readFile(folder, file) }))];
}

function readFile(folder: string, name: string): Variables {
  let bytes: Buffer;
  try {
    bytes = readInputFile(join(folder, name));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return {};
    throw new InvalidInput(`${name} cannot be read (${code}): make it a readable file or remove it`);
  }
  const text = textOf(bytes, name);
  const variables = parse(text);
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const variable = SHELL_LINE.exec(line)?.[1];
    if (variable === undefined || variables[variable] !== undefined) continue;
    throw new InvalidInput(`${name}, line ${index + 1}: ${variable} is not set by this line: write ${variable}=value`);
  }
  return variables;
}

/** A line that is meant to set a variable; in the syntax of another program it would go unread. */
const SHELL_LINE = /^\s*(?:\$env:|set[xenv]*\s|declare\s+-x\s|-\s)?\s*["']?(VIPMP_[A-Z_]+)\b/i;

/** The text of a file, in UTF-8 or, as Windows shells and editors write it, in UTF-16 with a byte order mark. */
function textOf(bytes: Buffer, name: string): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (!text.includes('\0')) return text;
  throw new InvalidInput(`${name} is not UTF-8; it looks like UTF-16 without a byte order mark: save it as UTF-8`);
}
