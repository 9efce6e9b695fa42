import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** The variables that make a sandbox the target of a run, its token fetched with the client secret. */
export function variablesOf({ url, credentials, ids }: Sandbox): Record<string, string> {
  return {
    VIPMP_BASE_URL: url,
    VIPMP_IMS_URL: url,
    VIPMP_API_KEY: credentials.apiKey,
    VIPMP_CLIENT_SECRET: credentials.clientSecret,
    VIPMP_CUSTOMER_ID: ids.customer,
    VIPMP_LGA_CUSTOMER_ID: ids.lgaCustomer,
    VIPMP_RATE: '1000',
  };
}
