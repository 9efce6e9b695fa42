import { Tokenizer, TokenParser } from '@streamparser/json';
import { StreamTail } from './stream-tail.js';

/** The parts read from a HAR: its creator and its entries. */
export type HarPart = { kind: 'creator'; name: string; sentBy: string } | { kind: 'entry'; entry: unknown };

const PATHS = ['$.log.creator', '$.log.entries.*'];
const STRING_BUFFER_BYTES = 64 * 1024;

/**
 * Reads a HAR of any size, entry by entry, in constant memory.
 *
 * @throws InvalidInput if it is not JSON; the message has line and column
 */
export async function* harParts(name: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<HarPart> {
  const tail = new StreamTail();
  const tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER_BYTES });
  const parser = new TokenParser({ paths: PATHS, keepStack: false });
  const found: HarPart[] = [];
  let fault: number | undefined;
  tokenizer.onToken = (token) => {
    if (fault !== undefined) return;
    tail.pass(token);
    parser.write(token);
  };
  tokenizer.onError = ({ message }) => {
    fault ??= Number(/absolute position "(\d+)"/.exec(message)?.[1] ?? tail.offset);
  };
  parser.onError = () => void (fault ??= tail.offset);
  parser.onValue = ({ value, key }) => {
    if (key === 'creator') found.push(creatorIn(value));
    else found.push({ kind: 'entry', entry: value });
  };
  for await (const chunk of chunks) {
    tail.add(chunk);
    tokenizer.write(chunk);
    if (fault !== undefined) throw tail.error(name, fault);
    yield* found.splice(0);
  }
  if (!parser.isEnded) throw tail.error(name, Infinity);
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
