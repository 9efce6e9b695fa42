import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Answer } from './provider.js';
import { bytesOf, headersOf, send } from './reply.js';

/** How an answer is sent, if not in the normal way. */
export type WireAction =
  /** The connection is reset; nothing of the answer arrives. */
  | { kind: 'reset' }
  /** Nothing is ever sent. */
  | { kind: 'hang' }
  /** The head and half of the body are sent, and no more. */
  | { kind: 'hang-in-body' }
  /** The head and half of the body are sent, and the connection ends. */
  | { kind: 'cut-short' }
  /** The head is sent, and a body without end. */
  | { kind: 'endless' }
  /** How many bytes Content-Length exceeds the body by; negative: falls short. */
  | { kind: 'wrong-length'; by: number }
  /** It is sent late. */
  | { kind: 'delay'; ms: number }
  /** The body is sent without Content-Length, in pieces of this many bytes. */
  | { kind: 'chunked'; bytes: number }
  /** Content-Type is sent twice. */
  | { kind: 'content-type-twice' }
  /** Header names are written in another way; one that becomes empty is left out with its value. */
  | { kind: 'header-names'; write: (name: string) => string };

/** Sends an answer as a wire action says. */
export async function sendByWire(action: WireAction, raw: ServerResponse, answer: Answer): Promise<void> {
  if (action.kind === 'delay') {
    // An unreferenced timer lets the process end when the server is closed.
    await sleep(action.ms, undefined, { ref: false });
    send(raw, answer);
    return;
  }
  const body = bytesOf(answer);
  const length = { 'content-length': `${body.length}` };
  switch (action.kind) {
    case 'reset':
      // Node resets TCP alone; behind TLS, a connection that ends without a word is the same to a client.
      if (raw.socket instanceof TLSSocket) raw.socket.destroy();
      else raw.socket?.resetAndDestroy();
      break;
    case 'hang':
      break;
    case 'hang-in-body':
      head(raw, answer, length).write(firstHalf(body));
      break;
    case 'cut-short':
      head(raw, answer, length).write(firstHalf(body), () => raw.socket?.end());
      break;
    case 'endless':
      sendWithoutEnd(head(raw, answer, {}));
      break;
    case 'wrong-length':
      head(raw, answer, { 'content-length': `${body.length + action.by}`, connection: 'close' }).end(body);
      break;
    case 'chunked':
      head(raw, answer, {});
      for (let at = 0; at < body.length; at += action.bytes) raw.write(body.subarray(at, at + action.bytes));
      raw.end();
      break;
    case 'content-type-twice': {
      const type = headersOf(answer)['content-type'] ?? '';
      raw.setHeader('content-type', [type, type]);
      head(raw, answer, length, (name) => (name === 'content-type' ? '' : name)).end(body);
      break;
    }
    case 'header-names':
      head(raw, answer, length, action.write).end(body);
      break;
  }
}

function head(
  raw: ServerResponse,
  answer: Answer,
  more: Record<string, string>,
  write = (name: string): string => name,
): ServerResponse {
  const headers = Object.entries({ ...headersOf(answer), ...more })
    .map(([name, value]): [string, string] => [write(name), value])
    .filter(([name]) => name !== '');
  return raw.writeHead(answer.status, headers.flat());
}

function firstHalf(body: Buffer): Buffer {
  return body.subarray(0, Math.ceil(body.length / 2));
}

function sendWithoutEnd(raw: ServerResponse): void {
  const blanks = Buffer.alloc(0x8000, ' ');
  const more = (): void => {
    while (!raw.destroyed && raw.write(blanks));
  };
  raw.on('drain', more);
  more();
}
