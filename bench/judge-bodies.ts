/**
 * The speed of `judge` on saved bodies, compared with judging in a sweep: both judge the same 10,000 customers in one
 * process, in alternating rounds, from bytes to findings.
 *
 *     npm run build && npx tsx bench/judge-bodies.ts [ROUNDS]
 */
import { Readable } from 'node:stream';
import { median } from 'simple-statistics';

/** Imports the built code: tsx output is slower, and no user runs it. */
async function built<T>(module: string): Promise<T> {
  return (await import(new URL(`../dist/src/${module}.js`, import.meta.url).href)) as T;
}

const { AnswerJudge } = await built<typeof import('../src/sweep/judge.js')>('sweep/judge');
const { partsOf } = await built<typeof import('../src/recording/parts.js')>('recording/parts');
const { RecordingJudge } =
  await built<typeof import('../src/recording/recording-judge.js')>('recording/recording-judge');
const { populationOf } = await built<typeof import('../src/sandbox/population.js')>('sandbox/population');

const CUSTOMERS = 10_000;
const rounds = Number(process.argv[2] ?? 15);
const population = populationOf(CUSTOMERS);
const bodies = [...population.ids()].map((id) => ({
  id,
  bytes: Buffer.from(JSON.stringify(population.customerOf(id))),
}));
const lines = Buffer.from(bodies.map(({ bytes }) => `${bytes.toString()}\n`).join(''));

const CHUNK_BYTES = 256 * 1024;
const chunks = Array.from({ length: Math.ceil(lines.length / CHUNK_BYTES) }, (_, index) =>
  lines.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
);

async function saved(): Promise<void> {
  const input = { name: 'customers', chunks: Readable.from(chunks), attachment: () => undefined };
  const judge = new RecordingJudge({ pseudonymKey: 'key' });
  for await (const part of partsOf(input)) judge.add(input, part);
  judge.endInput();
  if (judge.counts.bodies !== CUSTOMERS) throw new Error(`${judge.counts.bodies} customers were judged`);
}

function swept(): void {
  const judge = new AnswerJudge(new Set(), undefined);
  for (const { id, bytes } of bodies) {
    judge.judge(
      {
        ...{ id, purpose: '', startedAt: 0, durationMs: 0 },
        request: { method: 'GET', url: '', headers: {} },
        response: { status: 200, headers: { 'content-type': 'application/json' }, bytes },
      },
      id,
    );
  }
}

async function seconds(work: () => Promise<void> | void): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const pairs: { saved: number; swept: number }[] = [];
for (let round = -2; round < rounds; round += 1) {
  const pair = { saved: await seconds(saved), swept: await seconds(swept) };
  // The first two rounds warm up the JIT.
  if (round >= 0) pairs.push(pair);
}
const rate = (which: 'saved' | 'swept'): number => Math.round(CUSTOMERS / median(pairs.map((pair) => pair[which])));
const ratio = median(pairs.map((pair) => pair.swept / pair.saved));
console.log(`judge: ${rate('saved')} customers per second; judging in a sweep: ${rate('swept')}`);
console.log(`${Math.round(100 * ratio)}% of the sweep's speed (median of ${rounds} pairs)`);
