/** One file for each command. */

import { Command } from 'commander';
import { suiteVersion } from '../suite-version.js';

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.js')).checkCommand(),
  gate: async () => (await import('./gate.js')).gateCommand(),
  sweep: async () => (await import('./sweep.js')).sweepCommand(),
  judge: async () => (await import('./judge.js')).judgeCommand(),
  pact: async () => (await import('./pact.js')).pactCommand(),
  merge: async () => (await import('./merge.js')).mergeCommand(),
  drift: async () => (await import('./drift.js')).driftCommand(),
  watch: async () => (await import('./watch.js')).watchCommand(),
  diff: async () => (await import('./diff.js')).diffCommand(),
  docs: async () => (await import('./docs.js')).docsCommand(),
  sandbox: async () => (await import('./sandbox.js')).sandboxCommand(),
  types: async () => (await import('./types.js')).typesCommand(),
  whois: async () => (await import('./whois.js')).whoisCommand(),
};

/** The program with one command, to load no more than it needs; with all commands if the name is unknown. */
export async function programWith(name = ''): Promise<Command> {
  const root = new Command('vipmp-conformance')
    .description('Contract tests and conformance checks for GET /v3/customers/{customer-id} of the VIP Marketplace API')
    .version(suiteVersion())
    .helpCommand(false);
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  for (const command of named === undefined ? Object.values(COMMANDS) : [named]) root.addCommand(await command());
  return root;
}
