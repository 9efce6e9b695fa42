import { afterEach, describe, expect, it } from 'vitest';
import type { PactFile } from '../../scripts/pact/pact-file.js';
import { embeddedProvider } from '../../scripts/pact/provider.js';
import { verifyPact, type Verification } from '../../scripts/pact/verification.js';
import { faults } from '../../src/sandbox/faults/catalogue.js';
import type { Fault } from '../../src/sandbox/faults/fault.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.js';
import { pactOf, pactText } from './pact.js';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function verified(pact: PactFile, ...broken: Fault[]): Promise<Verification[]> {
  sandbox = await startSandbox({ faults: broken });
  return verifyPact(pact, embeddedProvider(sandbox, 5000));
}

function fault(name: string): Fault {
  const found = faults.find((it) => it.name === name);
  if (found === undefined) throw new Error(`there is no fault ${name}`);
  return found;
}

describe('the embedded sandbox', () => {
  it('honors every interaction of the pact', async () => {
    const verifications = await verified(JSON.parse(pactText()) as PactFile);
    expect(verifications).toHaveLength(9);
    expect(verifications.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it.each([
    ['company-name-missing', 'a request for an ordinary customer', 'missing the following keys: companyName'],
    [
      'lga-group-without-country',
      'a request for a Large Government Agency in a group',
      'missing the following keys: country',
    ],
    ['unknown-customer-200', 'a request for a customer that does not exist', 'expected 404 but was 200'],
  ])('with the fault %s fails %s', async (name, description, reason) => {
    const [verification] = await verified(pactOf(description), fault(name));
    expect(verification).toMatchObject({ interaction: description, verdict: 'fail' });
    expect(verification?.reasons.join('\n')).toContain(reason);
  });
});

describe('a pact', () => {
  const ordinary = 'a request for an ordinary customer';

  it('that requires a field the provider lacks fails with its place', async () => {
    const pact = pactOf(ordinary, ({ response }) => (response.body.content['loyaltyPoints'] = 7));
    await expect(verified(pact)).resolves.toEqual([
      {
        interaction: ordinary,
        verdict: 'fail',
        reasons: ['$: Actual map is missing the following keys: loyaltyPoints'],
      },
    ]);
  });

  it("that requires another value fails without showing the customer's", async () => {
    const pact = pactOf(ordinary, ({ response }) => {
      (response.body.content['companyProfile'] as Record<string, unknown>)['companyName'] = 7;
    });
    const [verification] = await verified(pact);
    expect(verification).toMatchObject({ verdict: 'fail' });
    expect(verification?.reasons).toEqual([
      '$.companyProfile.companyName is another string, and the pact asks for one like 7',
    ]);
    expect(JSON.stringify(verification)).not.toContain('Fairmont');
  });

  it('with an unsupported state is skipped by name', async () => {
    const pact = pactOf(ordinary, ({ providerStates }) => {
      const [state] = providerStates ?? [];
      if (state?.params !== undefined) state.params.kind = 'hypothetical';
    });
    await expect(verified(pact)).resolves.toEqual([
      {
        interaction: ordinary,
        verdict: 'skipped',
        reasons: ['nothing arranges the state "a customer exists" of kind "hypothetical"'],
      },
    ]);
  });
});

describe('a provider that is out of order', () => {
  const down: Fault = {
    name: 'down',
    description: 'every request is answered 503',
    breaks: [],
    also: [],
    answer: () => ({ status: 503, headers: {}, body: { error_code: '503000', message: 'later' } }),
  };

  it('is not judged', async () => {
    await expect(verified(pactOf('a request for an ordinary customer'), down)).resolves.toMatchObject([
      { verdict: 'inconclusive', reasons: ['it was answered 503 each time'] },
    ]);
  });

  it('is not judged if it does not answer', async () => {
    const gone = await startSandbox();
    const provider = embeddedProvider(gone, 300);
    await gone.close();
    await expect(verifyPact(pactOf('a request for an ordinary customer'), provider)).resolves.toMatchObject([
      { verdict: 'inconclusive', reasons: ['no answer came'] },
    ]);
  });
});
