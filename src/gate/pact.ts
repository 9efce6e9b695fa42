import { defined } from '../defined.js';
import { bodyOf, isObject } from '../exchange/body.js';
import { requirementNodes } from '../generated/schema-facts.js';
import { conforms } from './judge.js';
import { customerIdIn, type RecordedRequest } from './recorded-request.js';
import type { ScenarioRun } from './scenario-run.js';

const PROVIDER = 'vipmp-marketplace';

/** Placeholders for the credentials of the pact verifier, which a generator fills in. */
const PLACEHOLDER_TOKEN = 'token-of-the-verifier';
const PLACEHOLDER_KEY = 'key-of-the-verifier';

const FIELDS = new Set(
  Object.values(requirementNodes)
    .flat()
    .filter(({ presence }) => presence === 'required')
    .map(({ path }) => path.join('.')),
);

/** The file of a pact, below the folder of the report. */
export function pactFile(consumer: string): string {
  return `${consumer}-${PROVIDER}.json`;
}

/**
 * The pact (specification 4) of a client with the endpoint: one interaction for each kind of customer that it has read,
 * or found missing, by a call that keeps to the contract. What a client reads of a response cannot be seen here, so an
 * interaction requires the fields that the contract promises for every customer, by type.
 */
export function pactOf(consumer: string, runs: readonly ScenarioRun[]) {
  const interactions = new Map<string, object>();
  for (const { scenario, conversation } of runs) {
    if (scenario.disturbs !== 'nothing') continue;
    for (const call of conversation.calls) {
      const state = stateOf(call);
      if (state === undefined || interactions.has(state.description) || !conforms(call, conversation)) continue;
      interactions.set(state.description, interactionOf(call, state));
    }
  }
  return {
    consumer: { name: consumer },
    provider: { name: PROVIDER },
    interactions: [...interactions.values()],
    metadata: { pactSpecification: { version: '4.0' } },
  };
}

interface State {
  description: string;
  name: 'a customer exists' | 'no customer exists';
  kind?: string;
  customerId: string;
  status: number;
  body: Record<string, unknown>;
}

/** The provider state that a call has met; absent if the endpoint did not answer about a customer. */
function stateOf({ target, answer }: RecordedRequest): State | undefined {
  if (answer === undefined || target.includes('?')) return undefined;
  const body = bodyOf(answer);
  if (body.kind !== 'json' || !isObject(body.value)) return undefined;
  const { status } = answer;
  const about = { customerId: customerIdIn(target), status, body: body.value };
  if (status === 404) {
    return { ...about, name: 'no customer exists', description: 'a request for a customer that does not exist' };
  }
  if (status !== 200) return undefined;
  const benefits = JSON.stringify(body.value['benefits'] ?? []);
  const [kind, words] = benefits.includes('LARGE_GOVERNMENT_AGENCY')
    ? ['large-government-agency', 'a Large Government Agency']
    : benefits.includes('THREE_YEAR_COMMIT')
      ? ['three-year-commit', 'a customer with a three-year commit']
      : ['ordinary', 'an ordinary customer'];
  return { ...about, kind, name: 'a customer exists', description: `a request for ${words}` };
}

function interactionOf({ headers }: RecordedRequest, state: State): object {
  const { description, name, kind, customerId, status, body } = state;
  const content = status === 404 ? { code: body['code'], message: body['message'] } : promised(body, []);
  return {
    type: 'Synchronous/HTTP',
    description,
    pending: false,
    providerStates: [{ name, params: defined({ customerId, kind }) }],
    request: {
      method: 'GET',
      path: `/v3/customers/${customerId}`,
      headers: {
        'X-Request-Id': [headers['x-request-id']],
        'X-Correlation-Id': [headers['x-correlation-id']],
        Accept: [headers['accept']],
        'Content-Type': [headers['content-type']],
        Authorization: [`Bearer ${PLACEHOLDER_TOKEN}`],
        'X-Api-Key': [PLACEHOLDER_KEY],
      },
      matchingRules: {
        path: matching('^/v3/customers/[\\w-]+$'),
        header: {
          'X-Request-Id': matching('^[!-~]+$'),
          'X-Correlation-Id': matching('^[!-~]+$'),
          Authorization: matching('^Bearer .+$'),
          'X-Api-Key': matching('^.+$'),
        },
      },
      // Ids must be new in every verification, and the rest is the provider's own.
      generators: {
        path: ofState('/v3/customers/${customerId}'),
        header: {
          'X-Request-Id': { type: 'Uuid' },
          'X-Correlation-Id': { type: 'Uuid' },
          Authorization: ofState('Bearer ${accessToken}'),
          'X-Api-Key': ofState('${apiKey}'),
        },
      },
    },
    response: {
      status,
      headers: { 'Content-Type': ['application/json'] },
      body: { content, contentType: 'application/json', encoded: false },
      matchingRules: {
        header: { 'Content-Type': matching('^application/json(?:;.*)?$') },
        body: {
          ...(status === 404 ? { '$.message': byType() } : { $: byType() }),
        },
      },
    },
  };
}

/** The fields of a customer that the contract promises always; a list may be empty, so no item is required. */
function promised(value: Record<string, unknown>, path: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    const place = [...path, name];
    if (!FIELDS.has(place.join('.')) || Array.isArray(child) || child === null) return [];
    return [[name, isObject(child) ? promised(child, place) : child]];
  });
  return Object.fromEntries(entries);
}

function matching(regex: string): object {
  return { combine: 'AND', matchers: [{ match: 'regex', regex }] };
}

function byType(): object {
  return { combine: 'AND', matchers: [{ match: 'type' }] };
}

function ofState(expression: string): object {
  return { type: 'ProviderState', expression };
}
