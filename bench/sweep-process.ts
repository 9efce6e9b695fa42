/** One measurement of bench/sweep.ts: `bare`, `sweep` or `judge`, and a file with ids. It prints {@link Measured}. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import type { IdList } from '../src/sweep/ids.js';

/** Imports the built code: tsx output is slower, and no user runs it. */
async function built<T>(module: string): Promise<T> {
  return (await import(new URL(`../dist/src/${module}.js`, import.meta.url).href)) as T;
}

const { judgeCustomer } = await built<typeof import('../src/checks/customer.js')>('checks/customer');
const { bodyOf } = await built<typeof import('../src/exchange/body.js')>('exchange/body');
const { populationOf } = await built<typeof import('../src/sandbox/population.js')>('sandbox/population');
const { goodHeaders } = await built<typeof import('../src/targets/customer-get.js')>('targets/customer-get');
const { idsFrom } = await built<typeof import('../src/sweep/ids.js')>('sweep/ids');
const { Journal } = await built<typeof import('../src/sweep/journal.js')>('sweep/journal');
const { resumedState } = await built<typeof import('../src/sweep/resume.js')>('sweep/resume');
const { Sweep } = await built<typeof import('../src/sweep/sweep.js')>('sweep/sweep');

/** The measurements of one process, without its start-up. */
export interface Measured {
  perSecond: number;
  /** CPU time per customer: for all, for the first ten thousand, and for the last ten thousand. */
  microseconds: { all: number; first: number; last: number };
  /** The peak memory of the process. */
  megabytes: number;
}

const CONCURRENCY = 16;
/** Customers before the JIT is warm. */
const START_UP = 5000;
const WINDOW = 10_000;
/** How often all bodies are judged. */
const ROUNDS = 10;

const [what, file = ''] = process.argv.slice(2);
const list = await idsFrom(file, process.stdin);
const env = (name: string): string => process.env[name] ?? '';

interface Moment {
  count: number;
  time: number;
  cpu: number;
}

/** Records wall and CPU time after the start-up, and at the ends of the windows. */
class Stopwatch {
  readonly #marks: number[];
  readonly #moments: Moment[] = [];

  constructor(total: number) {
    this.#marks = [START_UP, START_UP + WINDOW, total - WINDOW];
  }

  note(done: number): void {
    const mark = this.#marks[this.#moments.length];
    if (mark !== undefined && done >= mark) this.#moments.push(momentAt(done));
  }

  measured(done: number): Measured {
    const end = momentAt(done);
    const [begin = end, first = end, last = end] = this.#moments;
    return {
      perSecond: (end.count - begin.count) / ((end.time - begin.time) / 1000),
      microseconds: { all: cost(begin, end), first: cost(begin, first), last: cost(last, end) },
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  }
}

function momentAt(count: number): Moment {
  const { user, system } = process.cpuUsage();
  return { count, time: performance.now(), cpu: user + system };
}

function cost(from: Moment, to: Moment): number {
  return (to.cpu - from.cpu) / (to.count - from.count);
}

/** The client alone: reads every body, and judges nothing. */
async function bare(ids: IdList): Promise<Measured> {
  const agent = new Agent({ connections: CONCURRENCY });
  const watch = new Stopwatch(ids.total);
  const queue = ids.read()[Symbol.asyncIterator]();
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = await queue.next(); next.done !== true; next = await queue.next()) {
      const headers = goodHeaders(env('VIPMP_ACCESS_TOKEN'), env('VIPMP_API_KEY'), {
        requestId: randomUUID(),
        correlationId: randomUUID(),
      });
      const url = `${env('VIPMP_BASE_URL')}/v3/customers/${next.value}`;
      const { body } = await request(url, { dispatcher: agent, headers });
      await body.arrayBuffer();
      watch.note((done += 1));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  const measured = watch.measured(done);
  await agent.close();
  return measured;
}

async function sweep(ids: IdList): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'vipmp-bench-'));
  const configuration = {
    name: 'sandbox' as const,
    baseUrl: env('VIPMP_BASE_URL'),
    imsUrl: env('VIPMP_IMS_URL'),
    apiKey: env('VIPMP_API_KEY'),
    accessToken: env('VIPMP_ACCESS_TOKEN'),
    scopes: 'openid',
    customerId: '',
    unknownCustomerId: '0000000000',
    timeoutMs: 10_000,
  };
  const about = { run: 'bench', target: { name: 'sandbox', baseUrl: configuration.baseUrl }, total: ids.total };
  const state = resumedState(folder, false, about);
  const journal = new Journal(folder, 0);
  const watch = new Stopwatch(ids.total);
  try {
    const { sums } = await new Sweep(configuration, ids, state, journal, {
      concurrency: CONCURRENCY,
      interruption: new AbortController().signal,
      onProgress: ({ done }) => watch.note(done),
    }).run();
    if (sums.judged !== ids.total) throw new Error(`${sums.judged} of ${ids.total} were judged`);
    return watch.measured(sums.judged);
  } finally {
    journal.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Judging alone, from the bytes of a body to findings, without HTTP. */
function judge(ids: IdList): Measured {
  const population = populationOf(ids.total);
  const bodies = [...population.ids()].map((id) => ({
    id,
    bytes: Buffer.from(JSON.stringify(population.customerOf(id))),
  }));
  const watch = new Stopwatch(ids.total * ROUNDS);
  let done = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { id, bytes } of bodies) {
      const body = bodyOf({ status: 200, headers: {}, bytes });
      if (body.kind !== 'json') throw new Error('the population is not JSON');
      judgeCustomer({ body: body.value, askedFor: id, declaredLga: false });
      watch.note((done += 1));
    }
  }
  return watch.measured(done);
}

const measured = what === 'bare' ? await bare(list) : what === 'sweep' ? await sweep(list) : judge(list);
console.log(JSON.stringify(measured));
