import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PactFile } from '../../scripts/pact/pact-file.js';
import { embeddedProvider } from '../../scripts/pact/provider.js';
import { verifyPact } from '../../scripts/pact/verification.js';
import { faultNamed } from '../../src/sandbox/faults/catalogue.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { callCommand } from '../support/in-process.js';
import { nodeClient, runGateOn } from './gate-run.js';

const NAMES = ['VIPMP_CUSTOMER_ID', 'VIPMP_LGA_CUSTOMER_ID', 'VIPMP_UNKNOWN_CUSTOMER_ID'];

/** A client that reads three customers; one of them without a header. */
const client = (wrong = ''): string[] =>
  nodeClient(`for (const name of ${JSON.stringify(NAMES)}) {
    const headers = { 'X-Request-Id': crypto.randomUUID(), 'X-Correlation-Id': crypto.randomUUID(), Accept: 'application/json',
      'Content-Type': 'application/json', Authorization: 'Bearer ' + process.env.VIPMP_ACCESS_TOKEN, 'X-Api-Key': process.env.VIPMP_API_KEY };
    if (name === '${wrong}') delete headers.Accept;
    await fetch(process.env.VIPMP_BASE_URL + '/v3/customers/' + process.env[name], { headers });
  }`);

let sandbox: Sandbox | undefined;
afterEach(() => sandbox?.close());

describe('gate --pact', () => {
  it("writes the client's interactions, which a provider honors", async () => {
    const { code, out, stdout } = await runGateOn(client(), '--pact', 'our-client', '--scenario', 'ok');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('(3 interactions)') as string });
    const file = join(out, 'our-client-vipmp-marketplace.json');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/sandbox-(?:token|api-key|access-token)/);
    const pact = JSON.parse(text) as PactFile;

    sandbox = await startSandbox();
    const verified = await verifyPact(pact, embeddedProvider(sandbox, 5000));
    expect(verified.map(({ interaction, verdict, reasons }) => ({ interaction, verdict, reasons }))).toEqual(
      ['an ordinary customer', 'a Large Government Agency', 'a customer that does not exist'].map((who) => ({
        ...{ interaction: `a request for ${who}`, verdict: 'pass', reasons: [] },
      })),
    );
    await sandbox.close();
    sandbox = await startSandbox({ faults: [faultNamed('company-name-missing')] });
    const [broken] = await verifyPact(pact, embeddedProvider(sandbox, 5000));
    expect(broken?.verdict).toBe('fail');

    expect(await callCommand(['pact', file])).toMatchObject({ code: 0 });
  });

  it('leaves out calls that violate the contract', async () => {
    const { code, out, stdout } = await runGateOn(client(NAMES[1]), '--pact', 'our-client', '--scenario', 'ok');
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('(2 interactions)') as string });
    expect(readFileSync(join(out, 'our-client-vipmp-marketplace.json'), 'utf8')).not.toContain('Large Government');
  });

  it('writes none if nothing was called', async () => {
    const { code, out } = await runGateOn(['true'], '--pact', 'our-client');
    expect({ code, isThere: existsSync(join(out, 'our-client-vipmp-marketplace.json')) }).toEqual({
      code: 3,
      isThere: false,
    });
  });

  it.each([
    [['--pact', '../x'], /--pact/],
    [['--pact', 'x', '--target', 'sandbox'], /--pact would hold real customers/],
  ])('%j is wrong', async (args, line) => {
    const { code, stderr } = await callCommand(['gate', ...args, '--', 'true']);
    expect(code).toBe(2);
    expect(stderr).toMatch(line);
  });
});
