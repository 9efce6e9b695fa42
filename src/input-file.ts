import { closeSync, constants, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './invalid-input.js';

/** How long a pipe that nothing writes into is waited for, in milliseconds: its writer may be starting. */
const NO_WRITER_MS = 5000;
const PAUSE_MS = 20;
const CHUNK_BYTES = 256 * 1024;

/**
 * The whole of a file that a user names, or of a pipe, such as `<(...)` of a shell.
 *
 * @throws an error whose code (see {@link errorCode}) is that of the system, or says what is wrong with a pipe
 */
export function readInputFile(path: string): Buffer {
  if (!isPipe(path)) return readFileSync(path);
  const chunks: Buffer[] = [];
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (const chunk of stepsThrough(path)) {
    if (chunk === undefined) Atomics.wait(pause, 0, 0, PAUSE_MS);
    else chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The content of a file or a pipe as a stream, whose errors are those of {@link readInputFile}. */
export function inputStream(path: string): Readable {
  return isPipe(path) ? Readable.from(pipeChunks(path)) : createReadStream(path, { highWaterMark: CHUNK_BYTES });
}

async function* pipeChunks(path: string): AsyncGenerator<Buffer> {
  for (const chunk of stepsThrough(path)) {
    if (chunk === undefined) await sleep(PAUSE_MS);
    else yield chunk;
  }
}

function isPipe(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true;
}

/** The chunks of a pipe; undefined if nothing has come and the caller must wait. */
function* stepsThrough(path: string): Generator<Buffer | undefined> {
  // Otherwise opening a pipe that nothing writes into would wait forever, deaf to signals.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const openedAt = performance.now();
  let hasWriter = false;
  try {
    for (;;) {
      const bytes = bytesRead(file, buffer);
      if (bytes === 0 && hasWriter) return;
      if (bytes === 0 && performance.now() - openedAt > NO_WRITER_MS) {
        throw Object.assign(new Error(path), { code: 'a pipe that nothing writes into' });
      }
      hasWriter ||= bytes !== 0;
      yield bytes ? Buffer.from(buffer.subarray(0, bytes)) : undefined;
    }
  } finally {
    closeSync(file);
  }
}

/** How many bytes were read; none means that nothing writes into the pipe, undefined that its writer is silent. */
function bytesRead(file: number, buffer: Buffer): number | undefined {
  try {
    return readSync(file, buffer);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return undefined;
    throw error;
  }
}
