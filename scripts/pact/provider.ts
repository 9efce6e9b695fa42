import type { Sandbox } from '../../src/sandbox/sandbox.js';
import type { TargetConfiguration } from '../../src/targets/configuration.js';
import type { Interaction } from './pact-file.js';

/** The kinds of customers in the pact's states. */
export type Kind = 'ordinary' | 'large-government-agency' | 'three-year-commit' | 'sparse';

/** A provider to verify, and its customers. */
export interface Provider {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly accessToken: string;
  readonly timeoutMs: number;
  /** The most requests per second; absent: no limit. */
  readonly rate?: number;
  /** For each kind, a customer id, or why there is none. */
  readonly customers: Readonly<Record<Kind, { readonly id: string } | { readonly missing: string }>>;
  /** An id that no customer has. */
  readonly unknownCustomerId: string;
}

/** The outcome of arranging a provider state: the id to request, or why it could not be arranged. */
export type Arrangement = { readonly id: string } | { readonly missing: string };

/** Arranges the one state of an interaction. */
export function arranged({ providerStates = [] }: Interaction, provider: Provider): Arrangement {
  const [state, ...others] = providerStates;
  if (state === undefined || others.length > 0) return { missing: 'it has not exactly one provider state' };
  if (state.name === 'no customer exists') return { id: provider.unknownCustomerId };
  const kind = state.params?.kind ?? '';
  if (state.name === 'a customer exists' && kind in provider.customers) return provider.customers[kind as Kind];
  return { missing: `nothing arranges the state "${state.name}" of kind "${kind}"` };
}

/** The embedded sandbox, which has a customer of every kind. */
export function embeddedProvider({ url, credentials, ids, customers }: Sandbox, timeoutMs: number): Provider {
  const named = (name: string): Arrangement => {
    const found = customers.find((it) => it.name === name);
    return found === undefined ? { missing: `it has no customer ${name}` } : { id: found.customer.customerId };
  };
  return {
    baseUrl: url,
    apiKey: credentials.apiKey,
    accessToken: credentials.accessToken,
    timeoutMs,
    customers: {
      ordinary: { id: ids.customer },
      'large-government-agency': { id: ids.lgaCustomer },
      'three-year-commit': named('commit-running'),
      sparse: named('sparse'),
    },
    unknownCustomerId: ids.unknownCustomer,
  };
}

/**
 * A provider with the customers in the variables.
 *
 * @param agencyIsInGroup whether the agency of VIPMP_LGA_CUSTOMER_ID is a member of a group
 */
export function configuredProvider(
  configuration: TargetConfiguration,
  accessToken: string,
  agencyIsInGroup: boolean,
): Provider {
  const { baseUrl, apiKey, timeoutMs, rate, customerId, lgaCustomerId, unknownCustomerId } = configuration;
  const nameless = { missing: 'no variable names such a customer' };
  const agency = lgaCustomerId === undefined ? { missing: 'VIPMP_LGA_CUSTOMER_ID is not set' } : { id: lgaCustomerId };
  return {
    baseUrl,
    apiKey,
    accessToken,
    timeoutMs,
    ...(rate === undefined ? {} : { rate }),
    customers: {
      ordinary: { id: customerId },
      'large-government-agency':
        'id' in agency && !agencyIsInGroup
          ? { missing: 'the customer of VIPMP_LGA_CUSTOMER_ID is in no group' }
          : agency,
      'three-year-commit': nameless,
      sparse: nameless,
    },
    unknownCustomerId,
  };
}
