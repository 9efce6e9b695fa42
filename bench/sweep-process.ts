/** One measurement of bench/sweep.ts: `bare`, `sweep` or `judge`, and a file with ids. It prints {@link Measured}. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { judgeCustomer } from '../src/checks/customer.js';
import { bodyOf } from '../src/exchange/body.js';
import { populationOf } from '../src/sandbox/population.js';
import { goodHeaders } from '../src/suite/probes.js';
import { idsFrom, type IdList } from '../src/sweep/ids.js';
import { Journal } from '../src/sweep/journal.js';
import { resumedState } from '../src/sweep/resume.js';
import { Sweep } from '../src/sweep/sweep.js';

/** What one process measured, its start-up left out. */
export interface Measured {
  perSecond: number;
  /** Processor time for a customer. */
  microseconds: number;
  /** The most memory that the process held. */
  megabytes: number;
}

const CONCURRENCY = 16;
/** Customers until the compiler of the engine has done its work. */
const START_UP = 2000;

const [what, file = ''] = process.argv.slice(2);
const list = await idsFrom(file, process.stdin);
const env = (name: string): string => process.env[name] ?? '';

/** Notes when the start-up is over, and tells what came after it. */
class Stopwatch {
  #from = { count: 0, time: performance.now(), cpu: process.cpuUsage() };

  note(done: number): void {
    if (this.#from.count > 0 || done < START_UP) return;
    this.#from = { count: done, time: performance.now(), cpu: process.cpuUsage() };
  }

  measured(done: number): Measured {
    const count = done - this.#from.count;
    const { user, system } = process.cpuUsage(this.#from.cpu);
    return {
      perSecond: count / ((performance.now() - this.#from.time) / 1000),
      microseconds: (user + system) / count,
      megabytes: process.resourceUsage().maxRSS / 1024,
    };
  }
}

/** The client alone: it reads every body to its end and looks at nothing. */
async function bare(ids: IdList): Promise<Measured> {
  const agent = new Agent({ connections: CONCURRENCY });
  const watch = new Stopwatch();
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
  const watch = new Stopwatch();
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

/** From the bytes of a body to findings, without HTTP. */
function judge(ids: IdList): Measured {
  const population = populationOf(ids.total);
  const bodies = [...population.ids()].map((id) => ({
    id,
    bytes: Buffer.from(JSON.stringify(population.customerOf(id))),
  }));
  const watch = new Stopwatch();
  let done = 0;
  for (let round = 0; round < 10; round += 1) {
    for (const { id, bytes } of bodies) {
      const body = bodyOf({ status: 200, headers: {}, bytes });
      if (body.kind !== 'json') throw new Error('the population is no JSON');
      judgeCustomer({ body: body.value, askedFor: id, declaredLga: false, exchange: id });
      watch.note((done += 1));
    }
  }
  return watch.measured(done);
}

const measured = what === 'bare' ? await bare(list) : what === 'sweep' ? await sweep(list) : judge(list);
console.log(JSON.stringify(measured));
