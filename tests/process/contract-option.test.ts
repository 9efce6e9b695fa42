import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contractVersion } from '../../src/generated/schema-facts.js';
import type { Results } from '../../src/report/results.js';
import { customer } from '../support/customers.js';
import { temporaryFolder } from '../support/command.js';
import { callCommand } from '../support/in-process.js';

const OLD = '2026.08.19';

/** A customer whose distributorId, which the contract knows since a later version, is wrong. */
const body = { ...customer('education'), distributorId: 7 };

const HEADERS = {
  Authorization: 'Bearer token',
  'X-Api-Key': 'key',
  'X-Request-Id': 'request',
  'X-Correlation-Id': 'correlation',
  Accept: 'application/json',
  'Content-Type': 'application/json',
};

const pact = {
  consumer: { name: 'shop' },
  provider: { name: 'marketplace' },
  interactions: [
    {
      description: 'a customer',
      request: { method: 'GET', path: '/v3/customers/1005998877', headers: HEADERS },
      response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: { distributorId: 7 } },
    },
  ],
  metadata: { pactSpecification: { version: '2.0.0' } },
};

describe.each([
  ['judge', body],
  ['pact', pact],
])('%s --contract', (command, content) => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'input.json'), JSON.stringify(content));

  async function verdictBy(...args: string[]) {
    const { code, stdout } = await callCommand([command, 'input.json', '--out', 'out', ...args], {}, cwd);
    const { suite, requirements } = JSON.parse(readFileSync(join(cwd, 'out/results.json'), 'utf8')) as Results;
    return { code, stdout, suite, verdict: requirements.find(({ id }) => id === 'customer.distributor-id')?.verdict };
  }

  it('only warns about newer requirements, and names both versions', async () => {
    const judged = await verdictBy('--contract', OLD);
    expect(judged).toMatchObject({ code: 0, verdict: 'warn', suite: { contract: contractVersion, judgedBy: OLD } });
    expect(judged.stdout).toContain(`contract ${contractVersion}, judged by ${OLD}`);
  });

  it('fails without it', async () => {
    const judged = await verdictBy();
    expect(judged).toMatchObject({ code: 1, verdict: 'fail' });
    expect(judged.stdout).not.toContain('judged by');
  });

  it('accepts only versions of the contract', async () => {
    const { code, stderr } = await callCommand([command, 'input.json', '--contract', '2025.01.01'], {}, cwd);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(OLD) as string });
  });
});
