/** A provider state of an interaction. */
export interface ProviderState {
  name: string;
  params?: { customerId?: string; kind?: string };
}

/** The parts of an interaction that are used here. */
export interface Interaction {
  description: string;
  providerStates?: ProviderState[];
  response: { status: number };
}

/** A pact of specification V4. */
export interface PactFile {
  interactions: Interaction[];
}

/** The path of the client's pact, from the root of the project. */
export const PACT_PATH = 'contracts/pacts/vipmp-client-vipmp-marketplace.json';

export const CONSUMER = 'vipmp-client';
export const PROVIDER = 'vipmp-marketplace';

/**
 * The credentials in the pact; its generators replace them with those from the provider state. Any other value is wrong
 * on purpose.
 */
export const placeholders = { apiKey: 'key-of-the-verifier', accessToken: 'token-of-the-verifier' } as const;
