import { TokenType } from '@streamparser/json';
import { jsonFault } from '../exchange/json-fault.js';
import type { InvalidInput } from '../invalid-input.js';
import { notJsonAt } from './not-json.js';

/** A place from which a stream can be parsed again, given the brackets open there. */
interface Place {
  offset: number;
  /** The open brackets, such as `{{[`. */
  open: string;
}

/** Enough places for the text that an error shows before a fault. */
const MAX_PLACES = 16;
/** The most bytes that an error shows after a fault. */
const BYTES_AFTER = 200;
const OPENING = new Map([
  [TokenType.LEFT_BRACE, '{'],
  [TokenType.LEFT_BRACKET, '['],
]);

/** The last two chunks of a JSON stream: enough to report what is wrong at their end, and on which line. */
export class StreamTail {
  /** The offset of the last token, in bytes. */
  offset = 0;
  #line = 1;
  #lineStart = 0;
  #start = 0;
  #chunks: readonly [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];
  #open = '';
  readonly #places: Place[] = [{ offset: 0, open: '' }];

  /** Adds the next chunk, and drops the second to last. */
  add(chunk: Buffer): void {
    const [gone, last] = this.#chunks;
    this.#passLines(gone, gone.length);
    this.#start += gone.length;
    this.#chunks = [last, chunk];
  }

  /** Records the next token. */
  pass({ token, offset }: { token: TokenType; offset: number }): void {
    this.offset = offset;
    if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#open = this.#open.slice(0, -1);
    const opening = OPENING.get(token);
    if (opening === undefined && token !== TokenType.COMMA) return;
    this.#open += opening ?? '';
    if (this.#places.push({ offset: offset + 1, open: this.#open }) > MAX_PLACES) this.#places.shift();
  }

  /** The error for a fault at an offset, with its surroundings but no values. */
  error(name: string, offset: number): InvalidInput {
    const bytes = Buffer.concat(this.#chunks);
    const [place, ...later] = this.#places.filter((it) => it.offset >= this.#start);
    // A surplus comma shows in the text before it.
    if (place === undefined || later.length === 0) return this.#at(name, bytes, offset, 'this is not JSON');
    const from = place.offset - this.#start;
    const before = place.open.replace(/\{(?=.)/g, '{"":');
    const text = before + bytes.toString('utf8', from, offset - this.#start + BYTES_AFTER);
    const fault = jsonFault(text);
    const at = place.offset + Buffer.byteLength(text.slice(before.length, fault.offset));
    return this.#at(name, bytes, at, `${fault.what}; found ${fault.found}: ${fault.around}`);
  }

  #at(name: string, bytes: Buffer, offset: number, problem: string): InvalidInput {
    const end = Math.max(0, Math.min(offset - this.#start, bytes.length));
    this.#passLines(bytes, end);
    const line = bytes.subarray(Math.max(0, this.#lineStart - this.#start), end).toString('utf8');
    const before = Math.max(0, this.#start - this.#lineStart);
    return notJsonAt(name, { line: this.#line, column: before + line.length + 1 }, problem);
  }

  #passLines(bytes: Buffer, end: number): void {
    for (let at = bytes.indexOf(10); at !== -1 && at < end; at = bytes.indexOf(10, at + 1)) {
      this.#line += 1;
      this.#lineStart = this.#start + at + 1;
    }
  }
}
