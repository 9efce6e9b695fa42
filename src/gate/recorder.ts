import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { RecordedRequest } from './recorded-request.js';

interface Sent {
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** Writes down every request that reaches a server and what became of it. */
export class Recorder {
  readonly #requests: RecordedRequest[] = [];
  readonly #sent = new WeakMap<ServerResponse, Sent>();

  /** Every request so far, in the order of arrival. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** Listens in on a server; to be called before it has routes. */
  listenTo(server: FastifyInstance): void {
    // The framework answers what it cannot read without calling hooks, so requests are taken from below it.
    server.server.prependListener('request', (request, response) => this.#arrived(request, response));
    server.addHook('onSend', (_request, reply, payload, done) => {
      const bytes = Buffer.isBuffer(payload) ? payload : Buffer.alloc(0);
      this.#sent.set(reply.raw, { headers: flattened(reply.getHeaders()), bytes });
      done(null, payload);
    });
  }

  #arrived(request: IncomingMessage, response: ServerResponse): void {
    const recorded: RecordedRequest = {
      method: request.method ?? '',
      target: request.url ?? '',
      headers: flattened(request.headers),
      repeatedHeaders: repeatedIn(request.rawHeaders),
      arrivedAt: performance.now(),
      startedAt: Date.now(),
      endedAt: Infinity,
      answer: { kind: 'none' },
    };
    this.#requests.push(recorded);
    response.once('finish', () => {
      const { headers, bytes } = this.#sent.get(response) ?? { headers: {}, bytes: new Uint8Array() };
      recorded.answer = { kind: 'response', status: response.statusCode, headers, bytes };
    });
    // Comes after `finish`, or in its place where the connection broke before the answer was sent.
    const ended = (): void => void (recorded.endedAt = Math.min(recorded.endedAt, performance.now()));
    response.once('finish', ended).once('close', ended);
  }
}

function flattened(headers: Partial<Record<string, number | string | string[]>>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]),
  );
}

/** Names that occur more than once in Node's list of alternating names and values. */
function repeatedIn(rawHeaders: readonly string[]): string[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.filter((name, index) => names.indexOf(name) < index);
}
