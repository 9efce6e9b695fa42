import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Interaction, PactFile } from './pact-file.js';
import { arranged, type Provider } from './provider.js';

/** What came of one interaction. */
export interface Verification {
  readonly interaction: string;
  readonly verdict: 'pass' | 'fail' | 'skipped' | 'inconclusive';
  /** Why, line by line; empty if it passes. Values of customers are not repeated. */
  readonly reasons: readonly string[];
}

/** One interaction for the verifying process. */
export interface Task {
  /** A pact with this interaction alone. */
  readonly pact: PactFile;
  readonly customerId: string;
}

/** What the verifying process is told. */
export interface Order {
  readonly provider: Provider;
  readonly tasks: readonly Task[];
}

/**
 * Verifies a provider against a pact, interaction by interaction.
 *
 * Pact's verifier prints what it finds, the bodies of customers included, and its proxy lets a broken
 * connection end the process: therefore it has a process of its own, whose output goes nowhere.
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
    if (found === undefined) throw new Error(`nothing was reported of the interaction "${interaction.description}"`);
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
