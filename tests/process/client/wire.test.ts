import { afterEach, describe, expect, it } from 'vitest';
import { createClient, type Client } from '../../../src/client/index.js';
import { wireServer, type WireServer } from '../../support/wire.js';
import { account, ID, rejection } from '../../unit/client/fake-service.js';

const BODY = JSON.stringify(account());
const FOUND = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n\r\n`;

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
});

async function clientOf(answer: Parameters<typeof wireServer>[0]): Promise<Client> {
  server = await wireServer(answer);
  return createClient({
    baseUrl: server.url,
    apiKey: 'key',
    accessToken: 'token',
    timeoutMs: 300,
    sleep: () => Promise.resolve(),
  });
}

const correlationIds = (): (string | undefined)[] =>
  (server?.received ?? []).map((request) => /^x-correlation-id: (.+)$/im.exec(request)?.[1]);

describe('over a real connection', () => {
  it.each([
    ['reset', (socket: { resetAndDestroy(): void }) => socket.resetAndDestroy()],
    ['closed without an answer', (socket: { end(): void }) => socket.end()],
    ['closed in the middle of a body', (socket: { end(text: string): void }) => socket.end(FOUND + BODY.slice(0, 20))],
    ['silent', () => undefined],
    ['silent in the middle of a body', (socket: { write(text: string): void }) => socket.write(FOUND + '{')],
  ] as const)('a connection that is %s is tried again with its correlation id', async (_, breakOff) => {
    let count = 0;
    const client = await clientOf((socket) => {
      count += 1;
      if (count === 1) (breakOff as (it: typeof socket) => void)(socket);
      else socket.end(FOUND + BODY);
    });
    await expect(client.getCustomer(ID)).resolves.toMatchObject({ customerId: ID });
    const ids = correlationIds();
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it('a redirect is not followed', async () => {
    const client = await clientOf((socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ${server?.url ?? ''}/elsewhere\r\nContent-Length: 0\r\n\r\n`),
    );
    await expect(client.getCustomer(ID)).rejects.toThrow('redirects are not followed');
    expect(server?.received).toHaveLength(1);
  });

  it('a redirect of IMS is not followed either', async () => {
    server = await wireServer((socket) =>
      socket.end(
        `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${server?.url ?? ''}/elsewhere\r\nContent-Length: 0\r\n\r\n`,
      ),
    );
    const { url } = server;
    const client = createClient({ baseUrl: url, imsUrl: url, apiKey: 'key', clientSecret: 'secret' });
    await expect(client.getCustomer(ID)).rejects.toThrow('redirects are not followed');
    expect(server.received).toHaveLength(1);
  });

  it('all six headers arrive', async () => {
    const client = await clientOf((socket) => socket.end(FOUND + BODY));
    await client.getCustomer(ID);
    for (const header of ['x-request-id', 'x-correlation-id', 'accept', 'content-type', 'authorization', 'x-api-key']) {
      expect(server?.received[0]?.toLowerCase()).toContain(`\r\n${header}: `);
    }
  });

  it('a closed port is named', async () => {
    const client = await clientOf(() => undefined);
    await server?.close();
    const error = (await rejection(client.getCustomer(ID))) as Error;
    expect(error.message).toMatch(/got no complete answer: connect ECONNREFUSED/);
  });
});
