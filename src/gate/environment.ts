import { InvalidInput } from '../invalid-input.js';
import type { ContractServer } from './contract-server.js';

/** A variable of the client's own, such as `ADOBE_API_BASE_URL={baseUrl}`. */
export interface Template {
  name: string;
  /** Text in which `{baseUrl}` and the like stand for values of the run. */
  value: string;
}

type Facts = Pick<ContractServer, 'url' | 'credentials' | 'ids'>;

const VALUES: Readonly<Record<string, (facts: Facts) => string>> = {
  baseUrl: ({ url }) => url,
  imsUrl: ({ url }) => url,
  apiKey: ({ credentials }) => credentials.apiKey,
  clientSecret: ({ credentials }) => credentials.clientSecret,
  accessToken: ({ credentials }) => credentials.accessToken,
  customerId: ({ ids }) => ids.customer,
  lgaCustomerId: ({ ids }) => ids.lgaCustomer,
  unknownCustomerId: ({ ids }) => ids.unknownCustomer,
};

const VARIABLES: readonly Template[] = [
  { name: 'VIPMP_BASE_URL', value: '{baseUrl}' },
  { name: 'VIPMP_IMS_URL', value: '{imsUrl}' },
  { name: 'VIPMP_API_KEY', value: '{apiKey}' },
  { name: 'VIPMP_CLIENT_SECRET', value: '{clientSecret}' },
  { name: 'VIPMP_ACCESS_TOKEN', value: '{accessToken}' },
  { name: 'VIPMP_CUSTOMER_ID', value: '{customerId}' },
  { name: 'VIPMP_LGA_CUSTOMER_ID', value: '{lgaCustomerId}' },
  { name: 'VIPMP_UNKNOWN_CUSTOMER_ID', value: '{unknownCustomerId}' },
];

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/**
 * Reads what `--env` was given.
 *
 * @throws InvalidInput where it is no NAME=VALUE, or has a placeholder that nothing stands behind
 */
export function templateOf(text: string): Template {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text);
  if (match === null) {
    throw new InvalidInput(`--env ${text}: it must be NAME=VALUE, such as ADOBE_API_BASE_URL={baseUrl}`);
  }
  const [, name = '', value = ''] = match;
  for (const [whole, key = ''] of value.matchAll(PLACEHOLDER)) {
    if (!Object.hasOwn(VALUES, key)) {
      const known = Object.keys(VALUES).map((it) => `{${it}}`);
      throw new InvalidInput(`--env ${name}: nothing stands behind ${whole}; there are ${known.join(', ')}`);
    }
  }
  return { name, value };
}

/** The variables that tell a client where the contract is served, those of its own names included. */
export function clientEnvironment(facts: Facts, templates: readonly Template[]): Record<string, string> {
  const filled = [...VARIABLES, ...templates].map(({ name, value }) => [
    name,
    value.replace(PLACEHOLDER, (whole, key: string) => VALUES[key]?.(facts) ?? whole),
  ]);
  return Object.fromEntries(filled) as Record<string, string>;
}

/** Variables that keep a proxy of the caller's network out of a conversation on loopback. */
export function withoutProxy(environment: NodeJS.ProcessEnv): Record<string, string> {
  const loopback = '127.0.0.1,localhost';
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].map((name) => {
      const others = environment[name] ?? '';
      return [name, others === '' ? loopback : `${others},${loopback}`];
    }),
  );
}
