import type { Customer } from '../../src/generated/contract.js';
import { Transport } from '../../src/exchange/transport.js';
import { createClient, Malformed, VipmpError, type Client } from '../../src/client/index.js';
import type { TargetConfiguration } from '../../src/targets/configuration.js';
import { Credentials, NoToken } from '../../src/targets/credentials.js';
import { configuredProvider, type Provider } from './provider.js';

/** The reason why a target cannot be verified, and the exit code. */
export interface Obstacle {
  readonly obstacle: string;
  readonly exitCode: 1 | 3;
}

/**
 * Checks that a target serves the customers in the variables, before anything is concluded from its answers.
 */
export async function reached(configuration: TargetConfiguration): Promise<Provider | Obstacle> {
  const transport = new Transport(configuration);
  try {
    const credentials = new Credentials(configuration, transport, () => undefined);
    const accessToken = await credentials.token(AbortSignal.timeout(120_000));
    const { baseUrl, apiKey, timeoutMs, customerId, lgaCustomerId } = configuration;
    const client = createClient({ baseUrl, apiKey, accessToken, timeoutMs });
    const customer = await read(client, 'VIPMP_CUSTOMER_ID', customerId, credentials.variable);
    if ('obstacle' in customer) return customer;
    if (lgaCustomerId === undefined) return configuredProvider(configuration, accessToken, false);
    const agency = await read(client, 'VIPMP_LGA_CUSTOMER_ID', lgaCustomerId, credentials.variable);
    if ('obstacle' in agency) return agency;
    return configuredProvider(configuration, accessToken, agency.linkedMembership !== undefined);
  } catch (error) {
    if (error instanceof NoToken) return { obstacle: error.message, exitCode: 3 };
    throw error;
  } finally {
    await transport.close();
  }
}

async function read(client: Client, variable: string, id: string, tokenVariable: string): Promise<Customer | Obstacle> {
  try {
    return await client.getCustomer(id);
  } catch (error) {
    if (!(error instanceof VipmpError)) throw error;
    const { status, code } = error;
    const answer = status === undefined ? 'no complete answer came' : `it was answered ${status}`;
    const what = `the customer of ${variable} was not served: ${answer}${code === undefined ? '' : ` (code ${code})`}`;
    if (error instanceof Malformed) return { obstacle: `${what}, but not as documented`, exitCode: 1 };
    const hints: Readonly<Record<number, string>> = {
      401: `check ${tokenVariable}`,
      403: 'check VIPMP_API_KEY',
      404: `check ${variable}`,
    };
    return { obstacle: `${what}; ${hints[status ?? 0] ?? 'check VIPMP_BASE_URL, or try again later'}`, exitCode: 3 };
  }
}
