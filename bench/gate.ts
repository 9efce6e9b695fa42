/**
 * The cost of the gate, with limits: the time it adds to a request over TLS with keep-alive, compared with a bare Node
 * server that sends the same response; its start-up; and, after very many requests, its memory, the size of the report
 * and the time to open it in Chromium. Needs `npm run build`.
 *
 *     npx tsx bench/gate.ts [requests]
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { launchChromium, median, opened } from './browser.js';
import { startContractServer } from '../src/gate/contract-server.js';
import { scenarios } from '../src/gate/scenarios.js';
import { newServerIdentity } from '../src/gate/trust/authority.js';
import { CREDENTIALS } from '../src/sandbox/credentials.js';
import { seededCustomers } from '../src/sandbox/customers.js';

const count = Number(process.argv[2] ?? 3000);
const WARM_UP = 500;
const MANY = 20_000;

/** One measurement and its limit. */
const measured: [what: string, value: number, limit: number, unit: string][] = [];

async function addedMs(): Promise<number> {
  const [ok] = scenarios;
  if (ok === undefined) throw new Error('there is no scenario');
  const { authority, certificate, key } = await newServerIdentity(['127.0.0.1']);
  const gate = await startContractServer(ok, { tls: { certificate, key } });
  const body = JSON.stringify(
    seededCustomers.find(({ customer }) => customer.customerId === gate.ids.customer)?.customer,
  );
  const bare = createServer({ cert: certificate, key }, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(body),
  );
  await new Promise<void>((done) => bare.listen(0, '127.0.0.1', done));
  const options = { connections: 1, connect: { ca: authority } };
  const pools = [
    new Pool(`https://127.0.0.1:${(bare.address() as AddressInfo).port}`, options),
    new Pool(gate.url, options),
  ] as const;
  const path = `/v3/customers/${gate.ids.customer}`;
  const ask = async (pool: Pool): Promise<number> => {
    const headers = {
      'x-request-id': randomUUID(),
      'x-correlation-id': randomUUID(),
      accept: 'application/json',
      'content-type': 'application/json',
      authorization: `Bearer ${CREDENTIALS.accessToken}`,
      'x-api-key': CREDENTIALS.apiKey,
    };
    const start = performance.now();
    const response = await pool.request({ path, method: 'GET', headers });
    await response.body.arrayBuffer();
    if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`);
    return performance.now() - start;
  };
  const differences: number[] = [];
  for (let request = -WARM_UP; request < count; request += 1) {
    const alone = await ask(pools[0]);
    const through = await ask(pools[1]);
    if (request >= 0) differences.push(through - alone);
  }
  await Promise.all(pools.map((pool) => pool.destroy()));
  bare.close();
  await gate.close();
  return median(differences);
}

interface CommandRun {
  /** The time until the client's command runs. */
  startMs: number;
  peakMb: number;
  reportMb: number;
  openMs?: number;
}

/** Runs the built gate on a client that sends a number of requests. */
async function commandRun(requests: number): Promise<CommandRun> {
  const out = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
  const script = `const { VIPMP_BASE_URL: base, VIPMP_CUSTOMER_ID: id, VIPMP_ACCESS_TOKEN: token, VIPMP_API_KEY: key } = process.env;
    for (let n = 0; n < ${requests}; n += 1) await (await fetch(base + '/v3/customers/' + id, { headers: {
      'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(), Accept: 'application/json',
      'Content-Type': 'application/json', Authorization: 'Bearer ' + token, 'X-Api-Key': key } })).text();`;
  const command = fileURLToPath(new URL('../bin/vipmp-conformance.js', import.meta.url));
  const start = performance.now();
  const gate = spawn(
    process.execPath,
    [command, 'gate', '--scenario', 'ok', '--out', out, '--', process.execPath, '--input-type=module', '-e', script],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let startMs = NaN;
  let peakMb = NaN;
  gate.stdout.on('data', (text: Buffer) => {
    if (text.includes('scenario ok: every')) startMs = performance.now() - start;
  });
  const timer = setInterval(() => (peakMb = peakOf(gate.pid) ?? peakMb), 20);
  await new Promise((done) => gate.on('close', done));
  clearInterval(timer);
  const reportMb = Math.max(...['index.html', 'results.json'].map((name) => statSync(join(out, name)).size)) / 1e6;
  const openMs = requests < MANY ? undefined : await openingMs(join(out, 'index.html'));
  rmSync(out, { recursive: true });
  return { startMs, peakMb, reportMb, ...(openMs === undefined ? {} : { openMs }) };
}

/** The time until Chromium shows a file on a new page. */
async function openingMs(file: string): Promise<number> {
  const browser = await launchChromium();
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { page, ms } = await opened(browser, file);
    times.push(ms);
    await page.close();
  }
  await browser.close();
  return median(times);
}

/** The peak memory of a process, in MB; Linux only. */
function peakOf(pid = 0): number | undefined {
  try {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kb === undefined ? undefined : Number(kb) / 1024;
  } catch {
    return undefined;
  }
}

measured.push(['added to a request', await addedMs(), 0.5, 'ms']);
const idle: CommandRun[] = [];
for (let run = 0; run < 5; run += 1) idle.push(await commandRun(1));
measured.push(['start-up', median(idle.map(({ startMs }) => startMs)), 600, 'ms']);
const busy = await commandRun(MANY);
const aboveMb = busy.peakMb - median(idle.map(({ peakMb }) => peakMb));
measured.push([`memory for ${MANY} requests`, aboveMb, 150, 'MB above an idle gate']);
measured.push([`report of ${MANY} requests`, busy.reportMb, 3, 'MB']);
measured.push(['opening it in Chromium', busy.openMs ?? NaN, 1000, 'ms']);

console.log(`machine: ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
for (const [what, value, limit, unit] of measured) {
  console.log(`${what.padEnd(28)}${value.toFixed(2).padStart(9)} ${unit} (at most ${limit})`);
}
process.exitCode = measured.every(([, value, limit]) => value <= limit) ? 0 : 1;
