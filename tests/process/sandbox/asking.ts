import { connect } from 'node:net';
import type { Sandbox } from '../../../src/sandbox/sandbox.js';

/** Headers by name; one that is undefined is left out. */
export type Headers = Record<string, string | undefined>;

/** What came back, its body as text and, if it is a JSON object, as that. */
export interface Answered {
  status: number;
  headers: globalThis.Headers;
  text: string;
  json: Record<string, unknown>;
}

let sequence = 0;

/** The headers of a good request with ids of its own, some of them changed or left out. */
export function good({ credentials }: Sandbox, change: Headers = {}): Record<string, string> {
  sequence += 1;
  const headers: Headers = {
    'x-api-key': credentials.apiKey,
    authorization: `Bearer ${credentials.accessToken}`,
    'x-correlation-id': `correlation-${sequence}`,
    'x-request-id': `request-${sequence}`,
    ...change,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Asks for a customer as a good client would, but for the given headers. */
export async function read(sandbox: Sandbox, id = sandbox.ids.customer, change: Headers = {}): Promise<Answered> {
  const url = `${sandbox.url}/v3/customers/${encodeURIComponent(id)}`;
  const response = await fetch(url, { headers: good(sandbox, change), signal: AbortSignal.timeout(5000) });
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, headers: response.headers, text, json };
}

/** Asks for a customer over a bare connection: the head as `headers` has it, then the body as it is. */
export async function readRaw(
  sandbox: Sandbox,
  { line, headers = {}, body = '' }: { line?: string; headers?: Headers; body?: string } = {},
): Promise<string> {
  const head = Object.entries(good(sandbox, headers)).map(([name, value]) => `${name}: ${value}\r\n`);
  const first = line ?? `GET /v3/customers/${sandbox.ids.customer} HTTP/1.1`;
  return exchangeRaw(sandbox, `${first}\r\nHost: localhost\r\nConnection: close\r\n${head.join('')}\r\n${body}`);
}

/** Sends bytes, and gives back everything that comes until the connection ends. */
export async function exchangeRaw({ url }: Sandbox, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((done, failed) => {
    let received = '';
    connect(Number(port), hostname, function (this: ReturnType<typeof connect>) {
      this.write(text, 'latin1');
    })
      .on('data', (chunk) => (received += chunk.toString('latin1')))
      .on('error', failed)
      .on('close', () => done(received));
  });
}
