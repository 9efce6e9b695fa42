import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { MAX_BODY_BYTES } from '../exchange/content-coding.js';
import { inputStream } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';

/** A file or standard input to judge. */
export interface Input {
  /** The name that the user gave; `standard input` for `-`. */
  name: string;
  chunks: AsyncIterable<Buffer>;
  /** The content of a file next to the HAR that the HAR names; undefined if there is none. */
  attachment: (file: string) => Uint8Array | undefined;
}

/**
 * Opens a file by name, or standard input for `-`.
 *
 * @throws InvalidInput if the file does not exist or cannot be read
 */
export function openInput(file: string, stdin: Readable): Input {
  if (file === '-') return { name: 'standard input', chunks: stdin, attachment: () => undefined };
  try {
    if (statSync(file).isDirectory()) throw new InvalidInput(`${file} is a folder: name the files in it`);
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw unreadable(file, error);
  }
  return { name: file, chunks: chunksOf(file), attachment: (name) => attached(dirname(file), name) };
}

/** A file directly in the folder, as Playwright writes for `content: 'attach'`. */
function attached(folder: string, name: string): Uint8Array | undefined {
  if (!/^\w[\w.-]*$/.test(name)) return undefined;
  const path = join(folder, name);
  const status = lstatSync(path, { throwIfNoEntry: false });
  if (status?.isFile() !== true || status.size > MAX_BODY_BYTES) return undefined;
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of inputStream(file)) yield chunk as Buffer;
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): InvalidInput {
  return new InvalidInput(
    `${file} cannot be read (${errorCode(error)}): name a HAR or JSON file, or - for standard input`,
  );
}
