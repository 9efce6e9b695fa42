import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Verifier } from '@pact-foundation/pact';
import { mismatchesIn } from './mismatches.js';
import { PROVIDER } from './pact-file.js';
import type { Provider } from './provider.js';
import type { Order, Task, Verification } from './verification.js';

/** The most attempts at an interaction. */
const MAX_ATTEMPTS = 3;
const LONGEST_RETRY_AFTER_MS = 30_000;

/** The provider's answer to the request of a task; undefined if none came. */
interface Answer {
  status: number;
  retryAfterMs: number;
}

/** One attempt at a task. */
interface Outcome {
  answer: Answer | undefined;
  mismatches: readonly string[];
}

// The verifier's proxy does not handle broken connections; the verifier itself reports that no answer came.
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code === undefined) throw error;
});

process.once('message', (order: Order) => {
  verifyAll(order).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function verifyAll({ provider, tasks }: Order): Promise<void> {
  for (const task of tasks) process.send?.(await verification(task, provider));
  process.disconnect();
}

async function verification(task: Task, provider: Provider): Promise<Verification> {
  const [interaction] = task.pact.interactions;
  const expected = interaction?.response.status ?? 0;
  const named = { interaction: interaction?.description ?? '' };
  for (let attempt = 1; ; attempt += 1) {
    await sleep(1000 / (provider.rate ?? Infinity));
    const { answer, mismatches } = await attempted(task, provider);
    if (mismatches.length === 0) return { ...named, verdict: 'pass', reasons: [] };
    const trouble = troubleIn(answer, expected);
    if (trouble === undefined) return { ...named, verdict: 'fail', reasons: mismatches };
    if (attempt >= MAX_ATTEMPTS) return { ...named, verdict: 'inconclusive', reasons: [trouble] };
    await sleep(Math.max(answer?.retryAfterMs ?? 0, 500 * 2 ** attempt));
  }
}

/** Why an answer says nothing about the contract; undefined if it does. */
function troubleIn(answer: Answer | undefined, expected: number): string | undefined {
  if (answer === undefined) return 'no answer came';
  const { status } = answer;
  if (status === expected) return undefined;
  if (status === 429 || status >= 500) return `it was answered ${status} each time`;
  const isRefused = (status === 401 || status === 403) && expected === 200;
  return isRefused ? `the credentials were refused every time (${status})` : undefined;
}

async function attempted({ pact, customerId }: Task, provider: Provider): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'vipmp-verify-'));
  const file = join(folder, 'pact.json');
  writeFileSync(file, JSON.stringify(pact));
  const outcome: { answer: Answer | undefined } = { answer: undefined };
  const { apiKey, accessToken } = provider;
  // The pact's generators take these from the state.
  const arrange = (): Promise<Record<string, string>> => Promise.resolve({ customerId, apiKey, accessToken });
  const verifier = new Verifier({
    provider: PROVIDER,
    providerBaseUrl: provider.baseUrl,
    pactUrls: [file],
    timeout: provider.timeoutMs,
    logLevel: 'error',
    stateHandlers: { 'a customer exists': arrange, 'no customer exists': arrange },
    requestFilter: (request: IncomingMessage, response: ServerResponse, next: () => void) => {
      if (request.url?.startsWith('/v3/') === true) {
        response.on('finish', () => (outcome.answer = answerOf(response)));
      }
      next();
    },
  });
  try {
    await verifier.verifyProvider();
    return { ...outcome, mismatches: [] };
  } catch (error) {
    return { ...outcome, mismatches: mismatchesIn((error as Error).message) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function answerOf(response: ServerResponse): Answer {
  const seconds = Number(response.getHeader('retry-after') ?? 0);
  const retryAfterMs = Math.min(LONGEST_RETRY_AFTER_MS, Number.isNaN(seconds) ? 0 : seconds * 1000);
  return { status: response.statusCode, retryAfterMs };
}
