import { Command } from 'commander';
import { suiteVersion } from '../suite-version.js';
import { checkCommand } from './check.js';
import { gateCommand } from './gate.js';
import { runToEnd } from './run.js';
import { sandboxCommand } from './sandbox.js';
import { typesCommand } from './types.js';

const root = new Command('vipmp-conformance')
  .description('Contract tests and conformance checks for GET /v3/customers/{customer-id} of the VIP Marketplace API')
  .version(suiteVersion())
  .helpCommand(false);
for (const command of [checkCommand(), gateCommand(), sandboxCommand(), typesCommand()]) root.addCommand(command);
await runToEnd(root);
