import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canIDeployCommand, gitVersion, publishCommand } from '../../scripts/pact/broker.js';
import { verifyCommand } from '../../scripts/pact/verify.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import type { Ended } from '../support/command.js';
import { callProgram } from '../support/in-process.js';
import { pactOf } from './pact.js';
import { variablesOf } from '../support/variables.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command with no variables but the given ones. */
function call(command: Command, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return callProgram(command, args, env, root);
}

let sandbox: Sandbox;
let variables: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox();
  variables = variablesOf(sandbox);
});
afterAll(() => sandbox.close());

describe('verify', () => {
  it('is 0 for the embedded sandbox, and says that this is a self-test', async () => {
    const { code, stdout, stderr } = await call(verifyCommand(), []);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('a self-test');
    expect(stdout).toContain('9 passed, 0 failed, 0 inconclusive, 0 skipped');
  });

  it('is 0 for a target of the variables, and names what it skips', async () => {
    const { code, stdout, stderr } = await call(verifyCommand(), ['--target', 'sandbox'], variables);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/skipped +a request for a customer without optional fields\n +no variable names such a/);
    expect(stdout).toContain('7 passed, 0 failed, 0 inconclusive, 2 skipped');
    for (const secret of Object.values(sandbox.credentials)) expect(stdout).not.toContain(secret);
  });

  it('skips the agency by name if no variable names one, or it is in no group', async () => {
    const { VIPMP_LGA_CUSTOMER_ID: _, ...withoutAgency } = variables;
    const none = await call(verifyCommand(), ['--target', 'sandbox'], withoutAgency);
    expect(none.stdout).toMatch(/skipped .*Agency in a group\n +VIPMP_LGA_CUSTOMER_ID is not set/);
    const groupless = { ...variables, VIPMP_LGA_CUSTOMER_ID: '1005200003' };
    const { stdout } = await call(verifyCommand(), ['--target', 'sandbox'], groupless);
    expect(stdout).toMatch(/skipped .*Agency in a group\n +the customer of VIPMP_LGA_CUSTOMER_ID is in no group/);
  });

  it('is 1 for a violation', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'vipmp-pact-')), 'pact.json');
    const pact = pactOf('a request for an ordinary customer', ({ response }) => {
      response.body.content['loyaltyPoints'] = 1;
    });
    writeFileSync(file, JSON.stringify(pact));
    const { code, stdout } = await call(verifyCommand(), ['--pact', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/fail +a request for an ordinary customer\n +\$: .*loyaltyPoints/);
  });

  it.each([
    ['VIPMP_ACCESS_TOKEN', { VIPMP_ACCESS_TOKEN: 'expired' }],
    ['VIPMP_CUSTOMER_ID', { VIPMP_CUSTOMER_ID: '7777777777' }],
    ['VIPMP_API_KEY', { VIPMP_CLIENT_SECRET: 'wrong' }],
    ['VIPMP_BASE_URL', { VIPMP_BASE_URL: 'http://127.0.0.1:9' }],
  ])('is 3 if the target cannot be judged, and names %s', async (variable, wrong) => {
    const { code, stdout } = await call(verifyCommand(), ['--target', 'sandbox'], { ...variables, ...wrong });
    expect(code).toBe(3);
    expect(stdout).toContain(variable);
  });

  it.each([
    ['no variables', ['--target', 'sandbox'], 'VIPMP_API_KEY'],
    ['an unknown target', ['--target', 'stage'], '"stage"'],
    ['an unknown option', ['--taget', 'sandbox'], "'--taget'"],
    ['no pact', ['--pact', 'missing.json'], 'missing.json'],
  ])('is 2 and one line for %s', async (_, args, named) => {
    const { code, stderr } = await call(verifyCommand(), args);
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(named)]);
  });
});

describe.each([
  ['pact:publish', publishCommand],
  ['pact:can-i-deploy', canIDeployCommand],
])('%s', (_name, command) => {
  it('is 2 and one line without PACT_BROKER_BASE_URL', async () => {
    const { code, stdout, stderr } = await call(command(), [], { PACT_BROKER_TOKEN: 'token-of-the-broker' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^pact:[a-z-]+: PACT_BROKER_BASE_URL is not set: .*\n$/);
    expect(stderr).not.toContain('token-of-the-broker');
  });
});

describe('the version of a pact', () => {
  it('is the commit and the branch of the checkout', () => {
    const { commit, branch } = gitVersion({ GITHUB_REF_NAME: 'branch-of-a-detached-checkout' });
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(branch).not.toBe('');
  });
});
