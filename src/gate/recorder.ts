import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { joinedHeaders } from '../exchange/headers.js';
import { BoundedMemo, remembered } from '../remembered.js';
import type { SandboxServer } from '../sandbox/server.js';
import { operationOf, type Answer, type RecordedRequest } from './recorded-request.js';

/** Connections that brought no request, by what went wrong. */
export interface LostConnections {
  /** The client did not accept the certificate, or left when it had seen it. */
  refusedCertificate: number;
  /** The client spoke plain HTTP to a server that speaks TLS. */
  plainHttp: number;
  /** Why the two agreed on no TLS, by the code of Node. */
  disagreement?: string;
  /** What made no sense as HTTP/1.1, by the code of Node. */
  unreadable?: string;
}

/** Records every request that reaches a server, and its outcome. */
export class Recorder {
  readonly lost: LostConnections = { refusedCertificate: 0, plainHttp: 0 };
  readonly #requests: RecordedRequest[] = [];
  readonly #ids = new WeakMap<IncomingMessage, string>();
  readonly #bodies = new BoundedMemo<string, Uint8Array>(MOST_BODIES);
  readonly #senders = new WeakMap<Socket, string>();
  readonly #firstId: number;
  #connections = 0;

  /** @param firstId the number of the first exchange id, such as 1 for `x1` */
  constructor(firstId = 1) {
    this.#firstId = firstId;
  }

  /** Every request so far, in the order of arrival. */
  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  /** The id of the exchange that a request began. */
  idOf(request: IncomingMessage): string {
    return this.#ids.get(request) ?? '';
  }

  /** Records the requests of a server; to be called before routes are added. */
  listenTo(server: SandboxServer): void {
    server.http.prependListener('request', (request, response) => this.#arrived(request, response));
    server.http.on('clientError', ({ code = '' }: NodeJS.ErrnoException) => {
      if (code.startsWith('HPE_')) this.lost.unreadable = code;
    });
    server.http.on('tlsClientError', (error: NodeJS.ErrnoException) => this.#notSecured(error));
    server.http.on('secureConnection', (socket: Socket) => {
      // Node and others finish the handshake before they look at the certificate.
      socket.once('close', () => {
        if (!this.#senders.has(socket)) this.lost.refusedCertificate += 1;
      });
    });
  }

  #notSecured({ code }: NodeJS.ErrnoException): void {
    if (code === 'ERR_SSL_HTTP_REQUEST') this.lost.plainHttp += 1;
    // Clients refuse by an alert (unknown CA, bad certificate, certificate unknown), or by leaving.
    else if (/CERTIFICATE|UNKNOWN_CA|ALERT|^ECONNRESET$/.test(code ?? '')) this.lost.refusedCertificate += 1;
    else this.lost.disagreement = code ?? 'unknown reason';
  }

  #arrived(request: IncomingMessage, response: ServerResponse): void {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    const { method = '', url: target = '' } = request;
    const id = `x${this.#firstId + this.#requests.length}`;
    this.#ids.set(request, id);
    const recorded: RecordedRequest = {
      id,
      method,
      target,
      operation: operationOf({ method, target }),
      headers: joinedHeaders(request.headers),
      repeatedHeaders: repeatedIn(request.rawHeaders),
      hasBody: coding !== undefined || (length !== undefined && !/^0+$/.test(length)),
      sender: this.#senderOf(request.socket),
      arrivedAt: performance.now(),
      startedAt: Date.now(),
      endedAt: Infinity,
    };
    this.#requests.push(recorded);
    // A body that was announced without a length may turn out to be empty.
    request.once('body', (bytes: number) => (recorded.hasBody = bytes > 0));
    let sent: Pick<Answer, 'headers' | 'bytes'> = { headers: {}, bytes: NO_BYTES };
    response.once('answer', (bytes: Buffer) => {
      sent = { headers: joinedHeaders(response.getHeaders()), bytes: this.#keptOnce(bytes) };
    });
    response.once('finish', () => {
      recorded.answer = { status: response.statusCode, ...sent };
    });
    // Comes after `finish`, or in its place if the connection broke before the answer was sent.
    const ended = (): void => void (recorded.endedAt = Math.min(recorded.endedAt, performance.now()));
    response.once('finish', ended).once('close', ended);
  }

  /** Most answers of a run have the same body, which is kept once. */
  #keptOnce(bytes: Uint8Array): Uint8Array {
    return remembered(this.#bodies, createHash('sha1').update(bytes).digest('base64'), () => bytes);
  }

  /** What comes over one connection comes from one process. */
  #senderOf(socket: Socket): string {
    return remembered(this.#senders, socket, () => `connection ${(this.#connections += 1)}`);
  }
}

const NO_BYTES = new Uint8Array();

const MOST_BODIES = 2000;

/** Names that occur more than once in Node's list of alternating names and values. */
function repeatedIn(rawHeaders: readonly string[]): readonly string[] {
  const names = rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase());
  return names.length === new Set(names).size ? NONE : names.filter((name, index) => names.indexOf(name) < index);
}

const NONE: readonly string[] = [];
