import { InvalidInput } from '../invalid-input.js';
import type { GateServer } from './contract-server.js';
import type { Trust } from './trust/trust.js';

/** A variable that the client reads, such as `ADOBE_API_BASE_URL={baseUrl}`. */
export interface Template {
  name: string;
  /** Text with placeholders such as `{baseUrl}` for values of the run. */
  value: string;
}

/** The placeholders of `--env`, and the variables that have the same values. */
const VARIABLES = {
  baseUrl: 'VIPMP_BASE_URL',
  imsUrl: 'VIPMP_IMS_URL',
  apiKey: 'VIPMP_API_KEY',
  clientSecret: 'VIPMP_CLIENT_SECRET',
  accessToken: 'VIPMP_ACCESS_TOKEN',
  customerId: 'VIPMP_CUSTOMER_ID',
  lgaCustomerId: 'VIPMP_LGA_CUSTOMER_ID',
  unknownCustomerId: 'VIPMP_UNKNOWN_CUSTOMER_ID',
  scenario: 'VIPMP_SCENARIO',
  caFile: 'VIPMP_CA_FILE',
} as const;

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/**
 * Reads what `--env` was given.
 *
 * @throws InvalidInput if it is not NAME=VALUE, or has an unknown placeholder
 */
export function templateOf(text: string): Template {
  const match = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text);
  if (match === null) {
    throw new InvalidInput(`--env ${text}: it must be NAME=VALUE, such as ADOBE_API_BASE_URL={baseUrl}`);
  }
  const [, name = '', value = ''] = match;
  for (const [whole, key = ''] of value.matchAll(PLACEHOLDER)) {
    if (!Object.hasOwn(VARIABLES, key)) {
      const known = Object.keys(VARIABLES).map((it) => `{${it}}`);
      throw new InvalidInput(`--env ${name}: ${whole} is unknown; there are ${known.join(', ')}`);
    }
  }
  return { name, value };
}

/**
 * The variables that tell a client where the contract is served and what to trust, and the same values under its own
 * names. Variables without a value stay as they are.
 *
 * @param trust absent if the contract is served over plain HTTP
 */
export function clientEnvironment(
  { url, given, ids }: Pick<GateServer, 'url' | 'given' | 'ids'>,
  scenario: string,
  trust: Pick<Trust, 'caFile' | 'variables'> | undefined,
  templates: readonly Template[],
): Record<string, string> {
  const values: Partial<Record<string, string>> = {
    ...{ baseUrl: url, imsUrl: url, scenario, ...given },
    ...{ customerId: ids.customer, lgaCustomerId: ids.lgaCustomer, unknownCustomerId: ids.unknownCustomer },
    caFile: trust?.caFile,
  };
  const environment = { ...trust?.variables };
  for (const [placeholder, name] of Object.entries(VARIABLES)) {
    const value = values[placeholder];
    if (value !== undefined) environment[name] = value;
  }
  for (const { name, value } of templates) {
    environment[name] = value.replace(PLACEHOLDER, (_whole, key: string) => values[key] ?? '');
  }
  return environment;
}

/** Variables that keep a proxy from being used for loopback addresses. */
export function withoutProxy(environment: NodeJS.ProcessEnv): Record<string, string> {
  const loopback = '127.0.0.1,localhost,::1';
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].map((name) => {
      const others = environment[name] ?? '';
      return [name, others === '' ? loopback : `${others},${loopback}`];
    }),
  );
}
