/** One file for each command. */

import { Command } from 'commander';
import { suiteVersion } from '../suite-version.js';
import { checkCommand } from './check.js';
import { diffCommand } from './diff.js';
import { docsCommand } from './docs.js';
import { driftCommand } from './drift.js';
import { gateCommand } from './gate.js';
import { judgeCommand } from './judge.js';
import { mergeCommand } from './merge.js';
import { pactCommand } from './pact.js';
import { runToEnd } from './run.js';
import { sandboxCommand } from './sandbox.js';
import { sweepCommand } from './sweep.js';
import { typesCommand } from './types.js';
import { watchCommand } from './watch.js';
import { whoisCommand } from './whois.js';

const root = new Command('vipmp-conformance')
  .description('Contract tests and conformance checks for GET /v3/customers/{customer-id} of the VIP Marketplace API')
  .version(suiteVersion())
  .helpCommand(false);
const commands = [
  checkCommand(),
  gateCommand(),
  sweepCommand(),
  judgeCommand(),
  pactCommand(),
  mergeCommand(),
  driftCommand(),
  watchCommand(),
  diffCommand(),
  docsCommand(),
  sandboxCommand(),
  typesCommand(),
  whoisCommand(),
];
for (const command of commands) root.addCommand(command);
await runToEnd(root);
