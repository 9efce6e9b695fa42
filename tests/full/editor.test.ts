import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'undici';
import { describe, expect, it } from 'vitest';
import type { Results } from '../../src/report/results.js';
import { plainEnvironment } from '../support/command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function results(): Results {
  return JSON.parse(readFileSync(join(root, 'reports/embedded/results.json'), 'utf8')) as Results;
}

interface Reply {
  status: string;
  report: { method: string; params: { project: { suites: Entry } } }[];
}
type Entry = { testId?: string; entries?: Entry }[];

/** Playwright's server for editors and its UI, which runs tests again and again in one process. */
async function testServer(): Promise<{
  call: (method: string, params?: object) => Promise<Reply>;
  /** What was printed, and the events of runs. */
  stdio: () => string;
  stop: () => Promise<unknown>;
}> {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const child = spawn(process.execPath, [cli, 'test-server'], { cwd: root, env: plainEnvironment() });
  const socket = new WebSocket(await firstMatch(child.stdout, /ws:\S+/));
  await once(socket, 'open');
  const waiting = new Map<number, (reply: Reply) => void>();
  let printed = '';
  socket.addEventListener('message', ({ data }) => {
    const { id, result, method, params } = JSON.parse(String(data)) as {
      id?: number;
      result: Reply;
      method?: string;
      params: { text?: string };
    };
    if (id !== undefined) waiting.get(id)?.(result);
    if (method === 'stdio') printed += params.text ?? '';
  });
  let last = 0;
  const call = (method: string, params = {}): Promise<Reply> =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await call('initialize', { interceptStdio: true, closeOnDisconnect: true });
  const stop = async (): Promise<unknown> => {
    socket.close();
    return once(child, 'exit');
  };
  return { call, stdio: () => printed, stop };
}

function firstMatch(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> {
  let text = '';
  return new Promise((done) => {
    stream.on('data', (chunk) => {
      text += String(chunk);
      const match = pattern.exec(text);
      if (match !== null) done(match[0]);
    });
  });
}

function testIds(entries: Entry): string[] {
  return entries.flatMap(({ testId, entries: inner = [] }) => [
    ...(testId === undefined ? [] : [testId]),
    ...testIds(inner),
  ]);
}

describe('playwright test-server', () => {
  it('lists the tests for an editor, reruns them, and prints no output of ours', async () => {
    const { call, stdio, stop } = await testServer();
    expect((await call('listFiles')).status).toBe('passed');
    const { report } = await call('listTests');
    const projects = report.filter(({ method }) => method === 'onProject');
    const ids = projects.flatMap(({ params }) => testIds(params.project.suites));
    expect(ids.length).toBeGreaterThanOrEqual(25);
    const all = await call('runTests', { locations: [] });
    const first = results();
    const one = await call('runTests', { locations: [], testIds: ids.slice(0, 1) });
    const second = results();
    await stop();
    expect([all.status, one.status]).toEqual(['passed', 'passed']);
    expect([first.verdict, second.verdict]).toEqual(['pass', 'pass']);
    expect([first.summary, second.summary].map((text) => text.includes('filtered'))).toEqual([false, true]);
    expect(second.exchanges).toHaveLength(1);
    expect(stdio()).toMatch(/1 passed/);
    expect(stdio()).not.toMatch(/conforms|index\.html/);
  });
});
