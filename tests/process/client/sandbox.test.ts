import { describe, expect, it } from 'vitest';
import { createClient, VipmpError, type Client } from '../../../src/client/index.js';
import { conformingVariants, faults } from '../../../src/sandbox/faults/catalogue.js';
import type { Fault } from '../../../src/sandbox/faults/fault.js';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.js';

async function withSandbox<T>(broken: Fault[], use: (client: Client, sandbox: Sandbox) => Promise<T>): Promise<T> {
  const sandbox = await startSandbox({ faults: broken });
  const { apiKey, clientSecret } = sandbox.credentials;
  const client = createClient({
    baseUrl: sandbox.url,
    imsUrl: sandbox.url,
    apiKey,
    clientSecret,
    timeoutMs: 250,
    sleep: () => Promise.resolve(),
  });
  try {
    return await use(client, sandbox);
  } finally {
    await sandbox.close();
  }
}

describe('the client and the sandbox', () => {
  it('agree on every seeded customer', () =>
    withSandbox([], async (client, { customers }) => {
      for (const { customer } of customers) {
        await expect(client.getCustomer(customer.customerId)).resolves.toEqual(customer);
      }
    }));

  // Node's fetch, which the client uses, takes at most 16 KiB of headers.
  const variants = conformingVariants.filter(({ name }) => name !== 'long-header');
  it.each(variants.map((variant) => [variant.name, variant] as const))('agree despite %s', (_, variant) =>
    withSandbox([variant], async (client, { ids }) => {
      await expect(client.getCustomer(ids.customer)).resolves.toMatchObject({ customerId: ids.customer });
      await expect(client.getCustomer(ids.lgaCustomer)).resolves.toMatchObject({ customerId: ids.lgaCustomer });
    }),
  );

  it.each(faults.map((fault) => [fault.name, fault] as const))(
    'with the fault %s bring a customer or a VipmpError',
    (_, fault) =>
      withSandbox([fault], async (client, { ids }) => {
        for (const id of [ids.customer, ids.lgaCustomer, ids.unknownCustomer]) {
          const outcome: unknown = await client.getCustomer(id).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(VipmpError);
          else expect(outcome).toMatchObject({ companyProfile: expect.any(Object) as object });
        }
      }),
  );
});
