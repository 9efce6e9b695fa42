import { it } from 'vitest';
import { scenarios } from '../../src/gate/scenarios.js';
import { clientFile, expectPassed, runGateOn } from '../gate/gate-run.js';

it.each([
  ['a script with curl', ['sh', clientFile('conforming.sh')]],
  ['a client in Python', ['python3', clientFile('conforming.py')]],
])('%s passes under every scenario', async (_name, command) => {
  expectPassed(await runGateOn(command, '--scenarios'), scenarios);
});
