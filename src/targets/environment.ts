import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { errorCode, InvalidInput } from '../invalid-input.js';

/** Reads a variable that may have several names, the first of which counts; an empty one counts as not set. */
export type Environment = (...names: string[]) => string | undefined;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables of a target: those of the process, then `.env.<target>`, then `.env`; the first that
 * sets one wins.
 *
 * @param target absent if the target itself is still to be found out
 * @throws InvalidInput if one of the files is there but cannot be read
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

/** Where variables come from, the first source that sets one wins; `file` is absent for the process itself. */
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
    bytes = readFileSync(join(folder, name));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return {};
    throw new InvalidInput(`${name} cannot be read (${code}): make it a readable file or remove it`);
  }
  return parse(textOf(bytes, name));
}

/** The text of a file, in UTF-8 or, as the shells and editors of Windows write it, in UTF-16 with its mark. */
function textOf(bytes: Buffer, name: string): string {
  const mark = bytes.subarray(0, 2).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  if (!text.includes('\0')) return text;
  throw new InvalidInput(`${name} is not text in UTF-8; it looks like UTF-16 without its mark: save it as UTF-8`);
}
