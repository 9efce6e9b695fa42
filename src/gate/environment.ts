import { InvalidInput } from '../invalid-input.js';
import type { ContractServer } from './contract-server.js';
import type { Trust } from './trust/trust.js';

/** A variable of the client's own, such as `ADOBE_API_BASE_URL={baseUrl}`. */
export interface Template {
  name: string;
  /** Text in which `{baseUrl}` and the like stand for values of the run. */
  value: string;
}

/** What a client is told of a run. */
export interface RunFacts extends Pick<ContractServer, 'url' | 'credentials' | 'ids'> {
  /** The name of the scenario. */
  scenario: string;
  /** Absent if the contract is served over plain HTTP. */
  trust?: Pick<Trust, 'caFile' | 'variables'>;
}

const VALUES: Readonly<Record<string, (facts: RunFacts) => string>> = {
  baseUrl: ({ url }) => url,
  imsUrl: ({ url }) => url,
  apiKey: ({ credentials }) => credentials.apiKey,
  clientSecret: ({ credentials }) => credentials.clientSecret,
  accessToken: ({ credentials }) => credentials.accessToken,
  customerId: ({ ids }) => ids.customer,
  lgaCustomerId: ({ ids }) => ids.lgaCustomer,
  unknownCustomerId: ({ ids }) => ids.unknownCustomer,
  scenario: ({ scenario }) => scenario,
  caFile: ({ trust }) => trust?.caFile ?? '',
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
  { name: 'VIPMP_SCENARIO', value: '{scenario}' },
];

const CA_FILE: Template = { name: 'VIPMP_CA_FILE', value: '{caFile}' };

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
    if (!Object.hasOwn(VALUES, key)) {
      const known = Object.keys(VALUES).map((it) => `{${it}}`);
      throw new InvalidInput(`--env ${name}: ${whole} is unknown; there are ${known.join(', ')}`);
    }
  }
  return { name, value };
}

/** The variables that tell a client where the contract is served and what to trust, and those of its own names. */
export function clientEnvironment(facts: RunFacts, templates: readonly Template[]): Record<string, string> {
  const { trust } = facts;
  const filled = [...VARIABLES, ...(trust === undefined ? [] : [CA_FILE]), ...templates].map(({ name, value }) => [
    name,
    value.replace(PLACEHOLDER, (whole, key: string) => VALUES[key]?.(facts) ?? whole),
  ]);
  return { ...trust?.variables, ...(Object.fromEntries(filled) as Record<string, string>) };
}

/** Variables that keep a proxy of the caller's network out of a conversation on loopback. */
export function withoutProxy(environment: NodeJS.ProcessEnv): Record<string, string> {
  const loopback = '127.0.0.1,localhost,::1';
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].map((name) => {
      const others = environment[name] ?? '';
      return [name, others === '' ? loopback : `${others},${loopback}`];
    }),
  );
}
