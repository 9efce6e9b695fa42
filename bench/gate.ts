/**
 * What the gate adds to a request: the same request to the sandbox alone and to the gate's server, in turn,
 * over connections that are kept open.
 *
 *     npx tsx bench/gate.ts [requests]
 */
import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { Pool } from 'undici';
import { startContractServer } from '../src/gate/contract-server.js';
import { scenarios } from '../src/gate/scenarios.js';
import { startSandbox, type Sandbox } from '../src/sandbox/sandbox.js';

const count = Number(process.argv[2] ?? 3000);
const WARM_UP = 500;
const MOST_ADDED_MS = 1;

const plain = scenarios.find(({ name }) => name === 'ok');
if (plain === undefined) throw new Error('there is no scenario ok');
const sandbox = await startSandbox();
const gate = await startContractServer(plain);
const pools = { sandbox: new Pool(sandbox.url, { connections: 1 }), gate: new Pool(gate.url, { connections: 1 }) };

async function milliseconds(pool: Pool, { credentials, ids }: Pick<Sandbox, 'credentials' | 'ids'>): Promise<number> {
  const headers = {
    'x-request-id': randomUUID(),
    'x-correlation-id': randomUUID(),
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${credentials.accessToken}`,
    'x-api-key': credentials.apiKey,
  };
  const start = performance.now();
  const { statusCode, body } = await pool.request({ path: `/v3/customers/${ids.customer}`, method: 'GET', headers });
  await body.arrayBuffer();
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
  return performance.now() - start;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const alone: number[] = [];
const through: number[] = [];
try {
  for (let request = -WARM_UP; request < count; request += 1) {
    const sandboxMs = await milliseconds(pools.sandbox, sandbox);
    const gateMs = await milliseconds(pools.gate, gate);
    if (request < 0) continue;
    alone.push(sandboxMs);
    through.push(gateMs);
  }
} finally {
  await Promise.all([pools.sandbox.destroy(), pools.gate.destroy()]);
  await Promise.all([sandbox.close(), gate.close()]);
}

const added = median(through) - median(alone);
console.log(`machine: ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
console.log(`sandbox alone:     ${median(alone).toFixed(3)} ms (median of ${count})`);
console.log(`through the gate:  ${median(through).toFixed(3)} ms (median of ${count})`);
console.log(`added:             ${added.toFixed(3)} ms (at most ${MOST_ADDED_MS} ms)`);
process.exitCode = added <= MOST_ADDED_MS ? 0 : 1;
