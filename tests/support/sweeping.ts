import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Results } from '../../src/report/results.js';
import { CREDENTIALS } from '../../src/sandbox/credentials.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import type { SandboxOptions } from '../../src/sandbox/sandbox.js';
import { seededCustomers } from '../../src/sandbox/customers.js';
import { withEmbeddedTarget } from '../../src/targets/embedded.js';
import { listOf } from '../../src/sweep/ids.js';
import { Journal } from '../../src/sweep/journal.js';
import { resultsOfSweep } from '../../src/sweep/results.js';
import { resumedState } from '../../src/sweep/resume.js';
import type { Shard } from '../../src/sweep/shard.js';
import { FINDINGS_FILE, type SweepState } from '../../src/sweep/state.js';
import { Sweep } from '../../src/sweep/sweep.js';
import { UNJUDGED_FILE, writeUnjudged } from '../../src/sweep/unjudged-file.js';
import type { TargetConfiguration } from '../../src/targets/configuration.js';

/** The ids of the seeded customers. */
export const SEEDED_IDS = seededCustomers.map(({ customer }) => customer.customerId);

/** The settings of a test's sweep of the embedded sandbox. */
export interface SweepSetup {
  ids?: readonly string[];
  faults?: readonly Partial<Fault>[];
  sandbox?: SandboxOptions;
  configuration?: Partial<TargetConfiguration>;
  concurrency?: number;
  shard?: Shard;
  allowMissing?: number;
  folder?: string;
  resume?: boolean;
  pausesMs?: readonly number[];
  /** Whether tokens are fetched from IMS with the client secret, instead of using a fixed one. */
  fetchesToken?: boolean;
  /** Called for each request; can end the sweep. */
  onRequest?: (id: string, end: () => void) => void;
}

/** The outcome. */
export interface Swept {
  state: SweepState;
  results: Results;
  findings: { requirement: string; customer: string; verdict: string; message: string; path?: string }[];
  folder: string;
  /** The rows of unjudged.csv. */
  unjudged: string[];
  /** The requested ids, in order, including each attempt. */
  asked: string[];
}

/** Sweeps the embedded sandbox in this process. */
export async function swept(setup: SweepSetup = {}): Promise<Swept> {
  const folder = setup.folder ?? mkdtempSync(join(tmpdir(), 'vipmp-conformance-test-'));
  const asked: string[] = [];
  const interruption = new AbortController();
  const faults = (setup.faults ?? []).map((fault): Fault => ({
    name: 'test',
    description: 'for a test',
    breaks: [],
    also: [],
    ...fault,
  }));
  const observe = ({ url = '' }: Pick<IncomingMessage, 'url'>): void => {
    const id = /^\/v3\/customers\/([^/?]+)$/.exec(url)?.[1];
    if (id === undefined) return;
    asked.push(id);
    setup.onRequest?.(id, () => interruption.abort());
  };
  const list = listOf(setup.ids ?? SEEDED_IDS);
  const state = await withEmbeddedTarget(
    { timeoutMs: 3000 },
    { ...setup.sandbox, faults, observe },
    async (embedded) => {
      const { accessToken: _given, ...withoutToken } = embedded;
      const fetching = { ...withoutToken, clientSecret: CREDENTIALS.clientSecret };
      const reached = setup.fetchesToken === true ? fetching : embedded;
      const configuration = { ...reached, pseudonymKey: 'a key for tests', ...setup.configuration };
      const target = { name: configuration.name, baseUrl: configuration.baseUrl };
      const about = {
        run: randomUUID(),
        target,
        total: list.total,
        ...(setup.shard === undefined ? {} : { shard: setup.shard }),
      };
      const first = resumedState(folder, setup.resume ?? false, about);
      const journal = new Journal(folder, first.findingsBytes);
      try {
        const options = {
          concurrency: setup.concurrency ?? 4,
          interruption: interruption.signal,
          onProgress: () => undefined,
          pausesMs: setup.pausesMs ?? [0, 50],
        };
        const sweep = new Sweep(configuration, list, first, journal, options);
        const ended = await sweep.run();
        await writeUnjudged(folder, list, ended.progress, (id) => sweep.pseudonymOf(id));
        return ended;
      } finally {
        journal.close();
      }
    },
  );
  return {
    state,
    results: resultsOfSweep(state, { allowMissing: setup.allowMissing ?? 0 }),
    findings: findingsIn(folder),
    folder,
    unjudged: unjudgedIn(folder),
    asked,
  };
}

/** The findings that a sweep wrote. */
export function findingsIn(folder: string): Swept['findings'] {
  const lines = readFileSync(join(folder, FINDINGS_FILE), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Swept['findings'][number]);
}

function unjudgedIn(folder: string): string[] {
  return readFileSync(join(folder, UNJUDGED_FILE), 'utf8').trim().split('\n').slice(1);
}
