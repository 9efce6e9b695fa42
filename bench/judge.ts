/**
 * The cost of `judge` and `diff`: CPU time and peak memory of a separate process, start-up included.
 *
 *     npm run build && npx tsx bench/judge.ts [MEGABYTES]     default: a HAR of 500 MB
 *
 * - HAR: customers between other entries, some of them long, as a browser records them
 * - bodies: 10,000 customers, one per line; bench/judge-bodies.ts compares them with a sweep
 * - description: two of 13 MB that differ in one type of each schema
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { populationOf } = await import('../src/sandbox/population.js');

const megabytes = Number(process.argv[2] ?? 500);
const folder = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
const command = fileURLToPath(new URL('../bin/vipmp-conformance.js', import.meta.url));
const MEASURE = `data:text/javascript,process.on('exit',()=>process.stderr.write(JSON.stringify(process.resourceUsage())))`;
const CUSTOMERS = 10_000;

const population = populationOf(CUSTOMERS);
const customers = [...population.ids()].map((id) => ({
  id,
  body: population.customerOf(id) as Record<string, unknown>,
}));
try {
  const har = join(folder, 'traffic.har');
  writeHar(har);
  report(`HAR of ${Math.round(statSync(har).size / 1e6)} MB`, measured('judge', har));

  const lines = join(folder, 'customers.ndjson');
  writeFileSync(lines, customers.map(({ body }) => `${JSON.stringify(body)}\n`).join(''));
  report(`${CUSTOMERS} customers, one per line`, measured('judge', lines));

  const [old, now] = ['string', 'integer'].map((type) => {
    const file = join(folder, `${type}.json`);
    writeFileSync(file, JSON.stringify(description(type)));
    return file;
  }) as [string, string];
  report(`descriptions of ${Math.round(statSync(old).size / 1e6)} MB`, measured('diff', old, now));
} finally {
  rmSync(folder, { recursive: true });
}

interface Measured {
  seconds: number;
  megabytes: number;
}

function measured(...args: string[]): Measured {
  const out = args[0] === 'judge' ? ['--out', join(folder, 'out')] : [];
  const { stderr, status } = spawnSync(process.execPath, ['--import', MEASURE, command, ...args, ...out], {
    encoding: 'utf8',
    maxBuffer: 1e9,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status === null || status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  const usage = JSON.parse(stderr.slice(stderr.lastIndexOf('{'))) as NodeJS.ResourceUsage;
  return { seconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6, megabytes: usage.maxRSS / 1024 };
}

function report(what: string, { seconds, megabytes: most }: Measured): void {
  console.log(`${what}: ${seconds.toFixed(1)} s of CPU time, at most ${Math.round(most)} MB of memory`);
}

function writeHar(path: string): void {
  const file = openSync(path, 'w');
  writeSync(file, '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"1"},"entries":[');
  for (let [index, written] = [0, 0]; written < megabytes * 1e6; index += 1) {
    const customer = customers[index % CUSTOMERS];
    const isCall = index % 10 === 0;
    const entry = entryOf(
      index,
      isCall ? `/v3/customers/${customer?.id ?? ''}` : `/assets/${index}.js`,
      isCall ? JSON.stringify(customer?.body) : 'x'.repeat(index % 1000 === 1 ? 4e6 : 2e4),
    );
    written += writeSync(file, `${index === 0 ? '' : ','}${JSON.stringify(entry)}`);
  }
  writeSync(file, ']}}');
  closeSync(file);
}

function entryOf(index: number, path: string, text: string): object {
  const header = (name: string, value: string) => ({ name, value });
  return {
    startedDateTime: new Date(1_800_000_000_000 + index * 100).toISOString(),
    time: 20,
    request: {
      method: 'GET',
      url: `https://partners.adobe.io${path}`,
      headers: [
        ...[header('accept', 'application/json'), header('content-type', 'application/json')],
        ...[header('x-request-id', `r${index}`), header('x-correlation-id', `c${index}`), header('x-api-key', 'a-key')],
      ],
      bodySize: 0,
    },
    response: {
      status: 200,
      headers: [header('content-type', 'application/json')],
      content: { size: text.length, text },
    },
  };
}

/** A description with many operations and schemas that reference each other. */
function description(type: string): object {
  const count = 6400;
  const field = (index: number) => ({
    type,
    description: `Field ${index}. ${'It says something. '.repeat(6)}`,
    maxLength: 40,
  });
  const schemas = Array.from({ length: count }, (_, index): [string, object] => [
    `Schema${index}`,
    {
      type: 'object',
      required: ['field0'],
      properties: {
        ...Object.fromEntries(Array.from({ length: 10 }, (_field, at) => [`field${at}`, field(at)] as const)),
        next: { $ref: `#/components/schemas/Schema${(index * 7 + 1) % count}` },
      },
    },
  ]);
  const paths = Array.from({ length: count / 4 }, (_, index): [string, object] => [
    `/things${index}`,
    {
      get: {
        responses: {
          200: {
            description: 'A thing',
            content: { 'application/json': { schema: { $ref: `#/components/schemas/Schema${index}` } } },
          },
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Large', version: '1' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}
