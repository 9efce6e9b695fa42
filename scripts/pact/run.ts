/** Runs a command for the pact: `tsx scripts/pact/run.ts verify --target sandbox`. */
import { runToEnd } from '../../src/cli/run.js';
import { canIDeployCommand, publishCommand } from './broker.js';
import { verifyCommand } from './verify.js';

const [name, ...args] = process.argv.slice(2);
const command = [verifyCommand(), publishCommand(), canIDeployCommand()].find((it) => it.name() === name);
if (command === undefined) throw new Error(`there is no command ${name ?? ''}`);
await runToEnd(command, args);
