import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { notificationOf, post } from '../../../src/watch/webhook.js';

let server: Server | undefined;

/** A hook that answers with these statuses, one after another, and keeps what it was sent. */
async function hook(...statuses: number[]): Promise<{ url: string; received: unknown[] }> {
  const received: unknown[] = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      received.push(JSON.parse(text));
      response.statusCode = statuses.shift() ?? 200;
      response.end('ok');
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/T0/secret-path?key=1`, received };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const entry = {
  startedAt: '2026-11-24T05:17:00.000Z',
  target: { name: 'sandbox', baseUrl: 'https://example.com' },
  exitCode: 1,
  parts: {},
};
const notification = notificationOf([], '## What changed\n', {
  now: entry,
  previous: { ...entry, exitCode: 0 },
});

describe('a notification', () => {
  it('says what, where and when, how the last run ended, and has the digest', async () => {
    const { url, received } = await hook(200);
    expect(await post(url, notification, { timeoutMs: 1000 })).toBeUndefined();
    expect(received).toEqual([
      {
        event: 'vipmp-conformance.watch',
        suite: { name: 'vipmp-conformance', version: expect.any(String) as string },
        target: entry.target,
        startedAt: entry.startedAt,
        exitCode: 1,
        previous: { startedAt: entry.startedAt, exitCode: 0 },
        changes: [],
        text: '## What changed\n',
      },
    ]);
  });

  it('is retried after a transient failure', async () => {
    const { url, received } = await hook(503, 429, 204);
    expect(await post(url, notification, { timeoutMs: 1000 })).toBeUndefined();
    expect(received).toHaveLength(3);
  });

  it('is given up if it is refused, and the message does not have the address', async () => {
    const { url, received } = await hook(404);
    const failure = await post(url, notification, { timeoutMs: 1000 });
    expect(failure).toMatch(/^127\.0\.0\.1:\d+ answered 404$/);
    expect(received).toHaveLength(1);
  });

  it('is given up if the port is closed', async () => {
    const failure = await post('http://127.0.0.1:9/secret-path', notification, { timeoutMs: 1000 });
    expect(failure).toMatch(/refused/);
    expect(failure).not.toContain('secret-path');
  });
});
