import { Tokenizer, TokenParser } from '@streamparser/json';
import { notJsonAt } from './not-json.js';

/** The parts of a HAR that are read: its entries, and who wrote it. */
export type HarPart = { kind: 'creator'; name: string; sentBy: string } | { kind: 'entry'; entry: unknown };

const PATHS = ['$.log.creator', '$.log.entries.*'];
const STRING_BUFFER_BYTES = 64 * 1024;

/** Finds the position of a byte in a stream of chunks. */
class LineCounter {
  #line = 1;
  #lineStart = 0;
  #seen = 0;
  #chunk: Buffer = Buffer.alloc(0);

  next(chunk: Buffer): void {
    this.#passChunk(this.#chunk.length);
    this.#seen += this.#chunk.length;
    this.#chunk = chunk;
  }

  /** The place of a byte; of one before the chunk at hand, where that chunk begins. */
  at(offset: number): { line: number; column: number } {
    const inChunk = Math.max(0, Math.min(offset - this.#seen, this.#chunk.length));
    this.#passChunk(inChunk);
    const line = this.#chunk.subarray(Math.max(0, this.#lineStart - this.#seen), inChunk);
    const before = Math.max(0, this.#seen - this.#lineStart);
    return { line: this.#line, column: before + line.toString('utf8').length + 1 };
  }

  #passChunk(end: number): void {
    for (let at = this.#chunk.indexOf(10); at !== -1 && at < end; at = this.#chunk.indexOf(10, at + 1)) {
      this.#line += 1;
      this.#lineStart = this.#seen + at + 1;
    }
  }
}

/**
 * Reads a HAR of any length, entry by entry, in memory that does not grow with it.
 *
 * @throws InvalidInput with line and column if it is not JSON
 */
export async function* harParts(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<HarPart> {
  const lines = new LineCounter();
  const tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER_BYTES });
  const parser = new TokenParser({ paths: PATHS, keepStack: false });
  const found: HarPart[] = [];
  let token = 0;
  let problem: string | undefined;
  tokenizer.onToken = (parsed) => {
    if (problem !== undefined) return;
    token = parsed.offset;
    parser.write(parsed);
  };
  // The message names the place in the file, and quotes nothing from it.
  tokenizer.onError = ({ message }) => {
    if (problem !== undefined) return;
    token = Number(/absolute position "(\d+)"/.exec(message)?.[1] ?? token);
    problem = 'this is not JSON';
  };
  parser.onError = () => void (problem ??= 'this does not belong here');
  parser.onValue = ({ value, key }) => {
    if (key === 'creator') found.push(creatorIn(value));
    else found.push({ kind: 'entry', entry: value });
  };
  for await (const chunk of chunks) {
    lines.next(chunk);
    tokenizer.write(chunk);
    if (problem !== undefined) throw notJsonAt(name, lines.at(token), problem);
    yield* found.splice(0);
  }
  if (!parser.isEnded) throw notJsonAt(name, lines.at(Infinity), 'the file ends too early');
}

/** The creator of a HAR, which may be missing. */
export function creatorIn(value: unknown): HarPart {
  const { name, comment } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return {
    kind: 'creator',
    name: typeof name === 'string' ? name : '',
    sentBy: typeof comment === 'string' ? comment : '',
  };
}
