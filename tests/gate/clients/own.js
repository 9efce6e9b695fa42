/** The client of this package, as an integrator imports it. */
import console from 'node:console';
import process from 'node:process';
import { createClient, isLargeGovernmentAgency, VipmpError } from 'vipmp-conformance/client';

const { env } = process;
const client = createClient({
  baseUrl: env.VIPMP_BASE_URL,
  imsUrl: env.VIPMP_IMS_URL,
  apiKey: env.VIPMP_API_KEY,
  clientSecret: env.VIPMP_CLIENT_SECRET,
});

for (const name of ['VIPMP_CUSTOMER_ID', 'VIPMP_LGA_CUSTOMER_ID', 'VIPMP_UNKNOWN_CUSTOMER_ID']) {
  try {
    const customer = await client.getCustomer(env[name]);
    console.log(name, isLargeGovernmentAgency(customer) ? 'an agency' : 'no agency');
  } catch (error) {
    if (!(error instanceof VipmpError)) throw error;
    console.log(name, error.message);
  }
}
