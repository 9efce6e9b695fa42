import { statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import { inputStream } from '../input-file.js';
import { errorCode, InvalidInput } from '../invalid-input.js';
import { hashOf } from '../portfolio/hash.js';
import { HEAD_ROWS, layoutOf, type Layout, type ListedId, type Row } from './id-columns.js';

/** A list of customer ids that can be read several times, an id at a time. */
export interface IdList {
  /** How many ids it holds, repeated ones included. */
  readonly total: number;
  /** A remark on how the list was read; absent if there is none. */
  readonly note?: string;
  read(): AsyncIterable<string>;
  /** The ids, each with its line. */
  entries(): AsyncIterable<ListedId>;
}

/** The ids that are kept as one text: a million separate texts take ten times the memory. */
const CHUNK = 1000;

/**
 * The ids of a file, or of standard input if it is called `-`: one a line, or one column of a CSV (comma, semicolon
 * or tab; with or without a heading). Empty lines, those that begin with `#` and Excel's `sep=` are skipped.
 *
 * @param column the name or the number, from 1, of the column; absent: the one whose heading says so, else the first
 * @throws InvalidInput naming the line if something is not an id, or an id would be dropped; before any id is given out
 */
export async function idsFrom(source: string, stdin: Readable, column?: string): Promise<IdList> {
  const name = source === '-' ? '--ids - (standard input)' : `--ids ${source}`;
  const note: { text?: string } = {};
  const open = (): Readable => (source === '-' ? stdin : inputStream(source));
  const entries = (): AsyncIterable<ListedId> => idsIn(open(), name, column, note);
  // Anything but an ordinary file, such as a pipe, can be read only once.
  const list =
    source === '-' || !isOrdinaryFile(source)
      ? await inMemory(entries(), name)
      : listIn(nonZero(await countOf(entries()), name), entries);
  return note.text === undefined ? list : { ...list, note: note.text };
}

/** A list of ids that are known already. */
export function listOf(ids: readonly string[]): IdList {
  return listIn(ids.length, () => Readable.from(ids.map((id): ListedId => ({ id }))));
}

/**
 * About as many ids of a list as given, chosen by a hash of each, so that the same list gives the same ids; all
 * of them if there are no more.
 *
 * @throws InvalidInput if none is selected
 */
export async function sampleOf(list: IdList, size: number): Promise<IdList> {
  const limit = (size / list.total) * 2 ** 32;
  async function* entries(): AsyncGenerator<ListedId> {
    for await (const entry of list.entries()) if (hashOf(entry.id).low < limit) yield entry;
  }
  const total = await countOf(entries());
  if (total > 0) return { ...list, ...listIn(total, entries) };
  throw new InvalidInput(`--sample ${size} of ${list.total} ids selects none: choose a larger sample`);
}

function listIn(total: number, entries: () => AsyncIterable<ListedId>): IdList {
  async function* read(): AsyncGenerator<string> {
    for await (const { id } of entries()) yield id;
  }
  return { total, read, entries };
}

async function countOf(entries: AsyncIterable<unknown>): Promise<number> {
  let total = 0;
  for await (const _entry of entries) total += 1;
  return total;
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

async function inMemory(entries: AsyncIterable<ListedId>, name: string): Promise<IdList> {
  const chunks: string[] = [];
  let chunk: string[] = [];
  let total = 0;
  for await (const { id, line } of entries) {
    total += 1;
    if (chunk.push(`${id} ${line ?? 0}`) < CHUNK) continue;
    chunks.push(chunk.join('\n'));
    chunk = [];
  }
  if (chunk.length > 0) chunks.push(chunk.join('\n'));
  return listIn(nonZero(total, name), () => Readable.from(apart(chunks)));
}

function* apart(chunks: readonly string[]): Generator<ListedId> {
  for (const chunk of chunks) {
    for (const entry of chunk.split('\n')) {
      const [id = '', line] = entry.split(' ');
      yield { id, line: Number(line) };
    }
  }
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
  // A line of a device such as /dev/zero never ends.
  max_record_size: 100_000,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: true,
  trim: true,
  info: true,
};

/** The ids of an input, once its first rows have shown which column they are in. */
async function* idsIn(
  input: Readable,
  name: string,
  column: string | undefined,
  note: { text?: string },
): AsyncGenerator<ListedId, void, undefined> {
  let layout: Layout | undefined;
  const head: Row[] = [];
  const begin = (): ListedId[] => {
    layout = layoutOf(head, column, name);
    if (layout.note !== undefined) note.text = layout.note;
    return layout.entriesOf(head.splice(0));
  };
  try {
    for await (const row of rowsIn(input)) {
      if (layout !== undefined) yield* layout.entriesOf([row]);
      else if (head.push(row) === HEAD_ROWS) yield* begin();
    }
    if (layout === undefined) yield* begin();
  } catch (error) {
    throw error instanceof InvalidInput ? error : notReadable(name, error);
  }
}

async function* rowsIn(input: Readable): AsyncGenerator<Row> {
  const records = input.on('error', (error) => records.destroy(error)).pipe(parse(CSV));
  let isFirst = true;
  for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    // Excel's first line may name the delimiter; other spreadsheets write rows of empty cells at the end.
    const isNoRow = record.every((cell) => cell === '') || (isFirst && /^sep=.?$/i.test(record[0] ?? ''));
    isFirst = false;
    if (!isNoRow) yield { cells: record, line: info.lines };
  }
}

function notReadable(name: string, error: unknown): InvalidInput {
  if (error instanceof CsvError) {
    return new InvalidInput(
      `${name}: line ${String(error['lines'])} is not CSV (${error.code}): correct or remove the line`,
    );
  }
  return new InvalidInput(`${name} cannot be read (${errorCode(error)}): name a readable file with ids, one a line`);
}
