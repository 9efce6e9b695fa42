// Run by: vipmp-conformance gate --scenarios -- node --import tsx --test examples/clients/typescript/customer.test.ts
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, VipmpError } from 'vipmp-conformance/client';

const { VIPMP_BASE_URL = '', VIPMP_IMS_URL = '', VIPMP_API_KEY = '', VIPMP_CLIENT_SECRET = '' } = process.env;
const client = createClient({
  baseUrl: VIPMP_BASE_URL,
  imsUrl: VIPMP_IMS_URL,
  apiKey: VIPMP_API_KEY,
  clientSecret: VIPMP_CLIENT_SECRET,
});

const REFUSED: Record<string, number> = { '400': 400, '401': 401, '403': 403, '404': 404, 'gateway-error': 403 };

test('reads the customer', async () => {
  const customerId = process.env['VIPMP_CUSTOMER_ID'] ?? '';
  const status = REFUSED[process.env['VIPMP_SCENARIO'] ?? ''];
  if (status === undefined) {
    assert.equal((await client.getCustomer(customerId)).customerId, customerId);
  } else {
    await assert.rejects(
      client.getCustomer(customerId),
      (error) => error instanceof VipmpError && error.status === status,
    );
  }
});
