import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import { InvalidInput } from '../invalid-input.js';

/** Reads a variable; an empty one counts as not set. */
export type Environment = (name: string) => string | undefined;

/**
 * The variables of a target: those of the process, then `.env.<target>`, then `.env`; the first that
 * sets one wins.
 *
 * @param target absent where the target itself is still to be found out
 * @throws InvalidInput where one of the files is there but cannot be read
 */
export function readEnvironment(
  folder: string,
  target: string | undefined,
  processEnv: NodeJS.ProcessEnv,
): Environment {
  const ofTarget = target === undefined ? {} : readFile(folder, `.env.${target}`);
  const sources = [processEnv, ofTarget, readFile(folder, '.env')];
  return (name) => sources.map((source) => source[name]).find((value) => value !== undefined && value !== '');
}

function readFile(folder: string, name: string): Readonly<Record<string, string | undefined>> {
  try {
    return parse(readFileSync(join(folder, name)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new InvalidInput(`${name} cannot be read (${code ?? 'unknown'}): make it a readable file or remove it`);
  }
}
