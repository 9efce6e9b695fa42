/**
 * The cost of large bodies that arrive at a sweep at once: memory, CPU time, and the longest event loop delay, which
 * delays deadlines and signals.
 *
 *     npm run build && npx tsx bench/large-bodies.ts
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededCustomers } from '../src/sandbox/customers.js';

const CUSTOMERS = 13;
const BYTES = 4_500_000;

/** Contents that fill the bodies to about {@link BYTES}. */
const fillings: Readonly<Record<string, object>> = {
  'distinct tags': { tags: Array.from({ length: BYTES / 13 }, (_, index) => `TAG_${index}`) },
  'tags that are zeros': { tags: Array.from({ length: BYTES / 2 }, () => 0) },
  'values that begin alike': { extra: Array.from({ length: BYTES / 40 }, (_, index) => `${'a'.repeat(30)}${index}`) },
};

/** A module that measures the process that loads it. */
const MEASURING = `
  import { subscribe } from 'node:diagnostics_channel';
  import { monitorEventLoopDelay } from 'node:perf_hooks';
  import { isMainThread } from 'node:worker_threads';
  const delay = monitorEventLoopDelay({ resolution: 5 });
  // Before the first request there is no deadline to miss.
  subscribe('undici:client:sendHeaders', () => delay.enable());
  if (isMainThread) process.on('exit', () => {
    const { maxRSS, userCPUTime } = process.resourceUsage();
    console.log([maxRSS / 1024, userCPUTime / 1e6, delay.max / 1e6].join(' '));
  });
`;

const command = fileURLToPath(new URL('../bin/vipmp-conformance.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
const ids = Array.from({ length: CUSTOMERS }, (_, index) => String(1_005_100_001 + index));
writeFileSync(join(folder, 'ids'), ids.join('\n'));

async function measured(body: object): Promise<[megabytes: number, seconds: number, held: number]> {
  const server = createServer(({ url = '' }, response) => {
    const links = { self: { uri: url, method: 'GET', headers: [] } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ...body, customerId: url.split('/').at(-1), links }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const args = ['sweep', '--target', 'sandbox', '--ids', join(folder, 'ids'), '--out', join(folder, 'out')];
  const child = spawn(process.execPath, [command, ...args], {
    env: {
      ...process.env,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(MEASURING)}`,
      VIPMP_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      VIPMP_ACCESS_TOKEN: 'bench-token',
      VIPMP_API_KEY: 'bench-key',
      VIPMP_RATE: '1000',
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((done) => child.on('close', done));
  server.close();
  const [megabytes = NaN, seconds = NaN, held = NaN] = (output.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return [megabytes, seconds, held];
}

for (const [what, filling] of Object.entries(fillings)) {
  const [megabytes, seconds, held] = await measured({ ...seededCustomers[0]?.customer, ...filling });
  console.log(
    `${CUSTOMERS} bodies of 4.5 MB, ${what}: ${megabytes.toFixed(0)} MB (at most 500), ${seconds.toFixed(1)} s of CPU time, event loop delay at most ${held.toFixed(0)} ms`,
  );
}
rmSync(folder, { recursive: true, force: true });
