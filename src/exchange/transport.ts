import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher } from 'undici';
import { decoded, MAX_BODY_BYTES } from './content-coding.js';
import type { Exchange, ExchangeResponse } from './exchange.js';
import { MAX_HEADER_BYTES, transportFailure } from './failure.js';
import { joinedHeaders } from './headers.js';
import { Pace } from './pace.js';
import { proxyAgent } from './proxy.js';
import { isReachedDirectly, type ProxySettings } from './proxy-settings.js';

/** A request to send. Header names may have any case. */
export interface OutgoingRequest {
  purpose: string;
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
}

/** Settings of a {@link Transport}. */
export interface TransportOptions {
  /** Limit of one request, from connecting to the last byte of the body, in milliseconds. */
  timeoutMs: number;
  /** Requests a second at most; absent: no limit. */
  rate?: number;
  /** Connections kept open at most. */
  connections?: number;
  /** The proxy on the way to other machines; absent: none. */
  proxy?: ProxySettings;
}

/**
 * Sends requests over HTTP and records the outcome. It never throws for what a server or the
 * network does, never follows redirects and never reads more than {@link MAX_BODY_BYTES} of a body and
 * {@link MAX_HEADER_BYTES} of headers.
 */
export class Transport {
  readonly #agent: Dispatcher;
  /** The way through the proxy; absent if there is none. */
  readonly #tunnels: Dispatcher | undefined;
  readonly #proxy: ProxySettings | undefined;
  readonly #timeoutMs: number;
  /** When requests may go out; a 429 can slow it down. */
  readonly pace: Pace;
  readonly #endedBy = new WeakMap<AbortSignal, (Reception | undefined)[]>();
  #sent = 0;

  constructor(options: TransportOptions) {
    this.#timeoutMs = options.timeoutMs;
    this.pace = new Pace(options.rate);
    this.#proxy = options.proxy;
    const limits = {
      connections: options.connections ?? 1,
      headersTimeout: options.timeoutMs,
      bodyTimeout: options.timeoutMs,
      maxResponseSize: MAX_BODY_BYTES,
      maxHeaderSize: MAX_HEADER_BYTES,
    };
    this.#agent = new Agent({ ...limits, connect: { timeout: options.timeoutMs } });
    this.#tunnels = options.proxy === undefined ? undefined : proxyAgent(options.proxy, limits);
  }

  /** Sends one request as soon as the rate allows. */
  async send(outgoing: OutgoingRequest, signal?: AbortSignal): Promise<Exchange> {
    await this.pace.turn(signal);
    return this.sendNow(outgoing, signal);
  }

  /** Sends one request whose turn was already awaited, because its contents must be fresh. */
  async sendNow(outgoing: OutgoingRequest, signal?: AbortSignal): Promise<Exchange> {
    this.#sent += 1;
    const exchange: Exchange = {
      id: `x${this.#sent}`,
      purpose: outgoing.purpose,
      request: { method: outgoing.method, url: outgoing.url, headers: lowerCased(outgoing.headers) },
      startedAt: Date.now(),
      durationMs: 0,
    };
    const start = performance.now();
    const reception = new Reception();
    const timer = setTimeout(() => reception.end('TimeoutError'), this.#timeoutMs);
    const underWay = signal === undefined ? undefined : this.#underWay(signal);
    const slot = underWay === undefined ? -1 : firstFree(underWay);
    if (underWay !== undefined) underWay[slot] = reception;
    if (signal?.aborted === true) reception.end('AbortError');
    const url = new URL(outgoing.url);
    const proxy = this.#proxy !== undefined && isReachedDirectly(url, this.#proxy.exceptions) ? undefined : this.#proxy;
    try {
      const { method, headers, body = null } = outgoing;
      const agent = proxy === undefined ? this.#agent : (this.#tunnels ?? this.#agent);
      agent.dispatch({ origin: url.origin, path: url.pathname + url.search, method, headers, body }, reception);
      const response = await reception.response;
      exchange.response = response.headers['content-encoding'] === undefined ? response : await decoded(response);
    } catch (error) {
      exchange.failure = transportFailure(error, outgoing.url, reception.answered, proxy);
    } finally {
      clearTimeout(timer);
      if (underWay !== undefined) underWay[slot] = undefined;
    }
    exchange.durationMs = performance.now() - start;
    return exchange;
  }

  /**
   * The requests in flight that a signal ends, in reusable slots: a set, or a listener for each, leaves garbage that
   * keeps the requests alive, which costs as much as judging their answers.
   */
  #underWay(signal: AbortSignal): (Reception | undefined)[] {
    const known = this.#endedBy.get(signal);
    if (known !== undefined) return known;
    const slots: (Reception | undefined)[] = [];
    signal.addEventListener('abort', () => {
      for (const reception of slots) reception?.end('AbortError');
    });
    this.#endedBy.set(signal, slots);
    return slots;
  }

  /** Closes all connections, those of requests under way too. */
  async close(): Promise<void> {
    await Promise.all([this.#agent.destroy(), this.#tunnels?.destroy()]);
  }
}

/**
 * Collects one response without the streams of undici's `request`, which cost as much as all judging; bodies are read
 * whole in any case.
 */
class Reception implements Dispatcher.DispatchHandler {
  /** Whether the head of a response has come. */
  answered = false;
  readonly response: Promise<ExchangeResponse>;
  #resolve!: (response: ExchangeResponse) => void;
  #reject!: (reason: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #endedBy: DOMException | undefined;
  #head = { status: 0, headers: {} as Record<string, string> };
  readonly #chunks: Buffer[] = [];

  constructor() {
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** Ends the request early, whether it was sent or still waits for a connection. */
  end(name: 'TimeoutError' | 'AbortError'): void {
    this.#endedBy = new DOMException('the request was ended early', name);
    this.#controller?.abort(this.#endedBy);
    this.#reject(this.#endedBy);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#endedBy !== undefined) controller.abort(this.#endedBy);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // A provider may announce an answer before it has one.
    if (status < 200) return;
    this.answered = true;
    this.#head = { status, headers: joinedHeaders(headers) };
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    // Copied, since a chunk is a view of everything that the socket has read.
    this.#resolve({ ...this.#head, bytes: Buffer.concat(this.#chunks) });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}

function firstFree(slots: readonly unknown[]): number {
  const free = slots.indexOf(undefined);
  return free < 0 ? slots.length : free;
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const name of Object.keys(headers)) lower[name.toLowerCase()] = headers[name] ?? '';
  return lower;
}
