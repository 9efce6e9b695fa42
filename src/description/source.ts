import { readFile } from 'node:fs/promises';
import { posix, relative, resolve, sep } from 'node:path';
import { readInputFile } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { fileAt, revisionNamed, type Revision } from './git.js';

/** A description, and how to read the files it references. */
export interface Source {
  /** The absolute path of the description; for a revision, as if it were checked out. */
  readonly path: string;
  readonly text: string;
  /** Reads a file that the description references; throws an error that says why it cannot. */
  readonly read: (path: string) => Promise<string>;
}

/** A command argument, and the folder that its paths are relative to. */
export interface Argument {
  readonly argument: 'OLD' | 'NEW';
  readonly value: string;
  readonly folder: string;
}

/** The paths of this contract's description in a revision; the bundle is the last resort. */
const CONTRACT = ['openapi/openapi.yaml', 'src/generated/openapi.json'];

/**
 * The description in an argument: a file, else a git revision, else `REVISION:path`.
 *
 * @throws InvalidInput if it is none of these, or cannot be read
 */
export async function sourceOf(argument: Argument): Promise<Source> {
  const { argument: name, value, folder } = argument;
  if (value.trim() === '') throw new InvalidInput(`${name} is empty: name a file or a git revision`);
  const path = resolve(folder, value);
  const text = fileText(path, argument);
  if (text !== undefined) return { path, text, read };
  const whole = await revisionNamed(value, folder);
  if (whole !== undefined) return contractAt(whole, argument);
  const colon = value.indexOf(':');
  const revision = colon > 0 ? await revisionNamed(value.slice(0, colon), folder) : undefined;
  if (revision !== undefined) return fileOf(revision, value.slice(colon + 1), argument);
  throw new InvalidInput(
    `${name} ${value} is neither a file nor a git revision that is known here: ` +
      'name a file, a revision such as HEAD~1, or REVISION:path',
  );
}

/** Errors for a name that is not a file; a folder may have the name of a branch. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR']);

/** The text of a file; undefined if there is none. */
function fileText(path: string, { argument, value }: Argument): string | undefined {
  try {
    return readInputFile(path).toString();
  } catch (error) {
    const code = errorCode(error);
    if (NO_FILE.has(code)) return undefined;
    throw new InvalidInput(`${argument} ${value} cannot be read (${code}): name a readable file`);
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new Error(`${path} cannot be read (${errorCode(error)})`, { cause: error });
  }
}

async function contractAt(revision: Revision, { argument, value }: Argument): Promise<Source> {
  // The project may be a folder in a larger repository.
  for (const path of CONTRACT.flatMap((file) => [revision.prefix + file, file])) {
    const text = await fileAt(revision, path);
    if (text !== undefined) return sourceAt(revision, path, text);
  }
  throw new InvalidInput(
    `${argument} ${value} is a revision without ${CONTRACT.join(' or ')}: name it as REVISION:path`,
  );
}

async function fileOf(revision: Revision, written: string, { argument, value }: Argument): Promise<Source> {
  const path = /^\.\.?\//.test(written) ? posix.join(revision.prefix, written) : posix.normalize(written);
  const text = await fileAt(revision, path);
  if (text !== undefined) return sourceAt(revision, path, text);
  throw new InvalidInput(`${argument} ${value} names no file of that revision: name a path from the repository's root`);
}

function sourceAt(revision: Revision, path: string, text: string): Source {
  return {
    path: resolve(revision.root, path),
    text,
    read: async (absolute) => {
      const inside = relative(revision.root, absolute).split(sep).join('/');
      const found = await fileAt(revision, inside);
      if (found === undefined) throw new Error(`${inside} is not a file of that revision`);
      return found;
    },
  };
}
