import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Interaction, PactFile } from './pact-file.js';
import { arranged, type Provider } from './provider.js';

/** The outcome of one interaction. */
export interface Verification {
  readonly interaction: string;
  readonly verdict: 'pass' | 'fail' | 'skipped' | 'inconclusive';
  /** The reasons, one per line; empty if it passes. They repeat no values of customers. */
  readonly reasons: readonly string[];
}

/** One interaction for the verifying process. */
export interface Task {
  /** A pact with only this interaction. */
  readonly pact: PactFile;
  readonly customerId: string;
}

/** The message to the verifying process. */
export interface Order {
  readonly provider: Provider;
  readonly tasks: readonly Task[];
}

/**
 * Verifies a provider against a pact, interaction by interaction.
 *
 * Pact's verifier prints what it finds, including customer bodies, and a broken connection in its proxy ends the
 * process, so it runs in its own process with its output discarded.
 *
 * @throws Error if that process ends before it is done
 */
export async function verifyPact(pact: PactFile, provider: Provider): Promise<Verification[]> {
  const skipped = new Map<Interaction, Verification>();
  const tasks: Task[] = [];
  for (const interaction of pact.interactions) {
    const state = arranged(interaction, provider);
    if ('id' in state) tasks.push({ pact: { ...pact, interactions: [interaction] }, customerId: state.id });
    else
      skipped.set(interaction, { interaction: interaction.description, verdict: 'skipped', reasons: [state.missing] });
  }
  const verified = await inOwnProcess({ provider, tasks });
  return pact.interactions.map((interaction) => {
    const found = skipped.get(interaction) ?? verified.get(interaction.description);
    if (found === undefined) throw new Error(`no result for the interaction "${interaction.description}"`);
    return found;
  });
}

function inOwnProcess(order: Order): Promise<Map<string, Verification>> {
  const verified = new Map<string, Verification>();
  if (order.tasks.length === 0) return Promise.resolve(verified);
  const child = fork(fileURLToPath(new URL('verifier-process.ts', import.meta.url)), {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, PACT_DO_NOT_TRACK: '1' },
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.on('message', (verification) => {
    const { interaction } = verification as Verification;
    verified.set(interaction, verification as Verification);
  });
  child.send(order);
  return new Promise((done, failed) => {
    child.on('error', failed).on('close', (code) => {
      if (code === 0) done(verified);
      else failed(new Error(`Pact's verifier ended with code ${code ?? 'none'}: ${complaint.trim()}`));
    });
  });
}
