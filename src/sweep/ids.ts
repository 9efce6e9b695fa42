import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { InvalidInput } from '../invalid-input.js';
import { hashOf } from '../portfolio/hash.js';
import { isCustomerId } from '../targets/customer-id.js';

/** A list of customer ids that can be read again and again, an id at a time. */
export interface IdList {
  /** How many ids it holds, repeated ones included. */
  readonly total: number;
  read(): AsyncIterable<string>;
}

/** Ids that are kept together as one text, since a million texts of their own take ten times the memory. */
const CHUNK = 1000;

/** What a first line without a digit holds is a heading, in whatever language. */
const HEADING = /^\D*$/;

/**
 * The ids of a file, or of standard input where it is called `-`: one a line, or the first column of a CSV
 * (comma, semicolon or tab; with or without a heading). Empty lines and those that begin with `#` are skipped.
 *
 * @throws InvalidInput naming the line where something is no id, before any id is given out
 */
export async function idsFrom(source: string, stdin: Readable): Promise<IdList> {
  const name = source === '-' ? '--ids - (standard input)' : `--ids ${source}`;
  // What is no ordinary file, such as a pipe, can be read only once.
  if (source === '-' || !isOrdinaryFile(source)) {
    return inMemory(idsIn(source === '-' ? stdin : createReadStream(source), name), name);
  }
  let total = 0;
  for await (const _id of idsIn(createReadStream(source), name)) total += 1;
  return { total: nonZero(total, name), read: () => idsAgain(source) };
}

/** A list of ids that are known already. */
export function listOf(ids: readonly string[]): IdList {
  return { total: ids.length, read: () => Readable.from(ids) };
}

/**
 * About so many ids of a list, chosen by a hash of each, so that they are the same whenever the list is; all
 * of them where there are no more.
 */
export async function sampleOf(list: IdList, size: number): Promise<IdList> {
  const limit = (size / list.total) * 2 ** 32;
  async function* read(): AsyncGenerator<string> {
    for await (const id of list.read()) if (hashOf(id).low < limit) yield id;
  }
  let total = 0;
  for await (const _id of read()) total += 1;
  if (total > 0) return { total, read };
  throw new InvalidInput(`--sample ${size} of ${list.total} ids takes none: ask for more`);
}

function isOrdinaryFile(file: string): boolean {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw new InvalidInput(`--ids ${file} is a folder: name a file with ids, one a line`);
    return stats.isFile();
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    throw notReadable(`--ids ${file}`, error);
  }
}

async function inMemory(ids: AsyncIterable<string>, name: string): Promise<IdList> {
  const chunks: string[] = [];
  let chunk: string[] = [];
  let total = 0;
  for await (const id of ids) {
    total += 1;
    if (chunk.push(id) < CHUNK) continue;
    chunks.push(chunk.join('\n'));
    chunk = [];
  }
  if (chunk.length > 0) chunks.push(chunk.join('\n'));
  return { total: nonZero(total, name), read: () => Readable.from(apart(chunks)) };
}

function* apart(chunks: readonly string[]): Generator<string> {
  for (const chunk of chunks) yield* chunk.split('\n');
}

function nonZero(total: number, name: string): number {
  if (total > 0) return total;
  throw new InvalidInput(`${name} holds no customer id: write one a line`);
}

const CSV: Options = {
  bom: true,
  comment: '#',
  comment_no_infix: true,
  delimiter: [',', ';', '\t'],
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
};

/** The ids of an input. The lines themselves are never quoted in a complaint: they may hold more than an id. */
async function* idsIn(input: Readable, name: string): AsyncGenerator<string, void, undefined> {
  const records = input.on('error', (error) => records.destroy(error)).pipe(parse({ ...CSV, info: true }));
  let isFirst = true;
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const [id = ''] = record;
      const isHeading = isFirst && HEADING.test(id);
      isFirst = false;
      if (isHeading) continue;
      if (!isCustomerId(id)) {
        throw new InvalidInput(
          `${name}: line ${info.lines} has no customer id in its first column: mend or remove the line`,
        );
      }
      yield id;
    }
  } catch (error) {
    throw error instanceof InvalidInput ? error : notReadable(name, error);
  }
}

/** The ids of a file that was read before: nothing is wrong with it, and no line need be counted. */
async function* idsAgain(file: string): AsyncGenerator<string, void, undefined> {
  let isFirst = true;
  for await (const [id = ''] of createReadStream(file).pipe(parse(CSV)) as AsyncIterable<string[]>) {
    if (!isFirst || !HEADING.test(id)) yield id;
    isFirst = false;
  }
}

function notReadable(name: string, error: unknown): InvalidInput {
  if (error instanceof CsvError) {
    return new InvalidInput(
      `${name}: line ${String(error['lines'])} is no CSV (${error.code}): mend or remove the line`,
    );
  }
  const { code } = error as NodeJS.ErrnoException;
  return new InvalidInput(`${name} cannot be read (${code ?? 'unknown'}): name a readable file with ids, one a line`);
}
