import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { PACT_PATH } from '../../scripts/pact/pact-file.js';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { temporaryFolder } from '../support/command.js';

const VERIFY = resolve('examples/pact-python/verify.py');
const venv = join(temporaryFolder(), 'venv');
const python = join(venv, 'bin', 'python');

/** Runs a program until it ends; one that cannot be started ends with a reason instead of a code. */
function run(program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: unknown; text: string }> {
  const child = spawn(program, args, { env: { ...process.env, PACT_DO_NOT_TRACK: '1', ...env } });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return new Promise((done) => {
    child.on('error', ({ message }) => done({ code: message, text })).on('close', (code) => done({ code, text }));
  });
}

/** Verifies the committed pact against a sandbox, without anything in between. */
async function verified(...faults: string[]): Promise<{ code: unknown; text: string }> {
  const sandbox = await startSandbox({ faults: faults.map((name) => faultNamed(name)) });
  onTestFinished(() => sandbox.close());
  const { url, credentials, ids, customers } = sandbox;
  const idOf = (name: string) => customers.find((it) => it.name === name)?.id;
  return run(python, [VERIFY, PACT_PATH, url], {
    VIPMP_ACCESS_TOKEN: credentials.accessToken,
    VIPMP_API_KEY: credentials.apiKey,
    VIPMP_CUSTOMER_ID: ids.customer,
    VIPMP_UNKNOWN_CUSTOMER_ID: ids.unknownCustomer,
    VIPMP_CUSTOMERS: JSON.stringify({
      'large-government-agency': ids.lgaCustomer,
      'three-year-commit': idOf('commit-running'),
      sparse: idOf('sparse'),
    }),
  });
}

describe('the verifier of pact-python', () => {
  beforeAll(async () => {
    expect(await run('python3', ['-m', 'venv', venv]), 'python3 is needed').toMatchObject({ code: 0 });
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'pact-python>=3.2,<5'];
    expect(await run(python, install), 'pact-python is needed').toMatchObject({ code: 0 });
  });

  it('accepts the sandbox as the provider of the committed pact', async () => {
    expect(await verified()).toMatchObject({
      code: 0,
      text: expect.stringContaining('9 interactions verified') as string,
    });
  });

  it('refuses a sandbox with a fault, and names the interactions', async () => {
    const { code, text } = await verified('unknown-customer-200');
    expect(code).toBe(1);
    expect(text.trim().split('\n').at(-1)).toMatch(/: a request for a customer that does not exist$/);
  });
});
