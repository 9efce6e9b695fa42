/** The client of this package, used as an integrator would use it. */
import { createClient, isLargeGovernmentAgency, VipmpError } from '../../../src/client/index.js';

const client = createClient({
  baseUrl: variable('VIPMP_BASE_URL'),
  imsUrl: variable('VIPMP_IMS_URL'),
  apiKey: variable('VIPMP_API_KEY'),
  clientSecret: variable('VIPMP_CLIENT_SECRET'),
});

for (const name of ['VIPMP_CUSTOMER_ID', 'VIPMP_LGA_CUSTOMER_ID', 'VIPMP_UNKNOWN_CUSTOMER_ID']) {
  try {
    const customer = await client.getCustomer(variable(name));
    console.log(name, isLargeGovernmentAgency(customer) ? 'an agency' : 'no agency');
  } catch (error) {
    if (!(error instanceof VipmpError)) throw error;
    console.log(name, error.message);
  }
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}
