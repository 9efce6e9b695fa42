/** Compares consumers' pacts with the contract. */

import { randomUUID } from 'node:crypto';
import { requirementNodes } from '../generated/schema-facts.js';
import { isDict } from '../description/json.js';
import { InvalidInput } from '../invalid-input.js';
import { assembleResults, type JudgedRequirement, type JudgedRun } from '../report/assemble.js';
import type { Results } from '../report/results.js';
import { pluralize } from '../report/wording.js';
import { catalogue, isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';
import { unpromisedDemands, type Demand, type Interaction, type PactText } from './compatibility.js';

/** The path of a customer, in any version of the API. */
const CUSTOMER = /^\/v\d+\/customers\/[^/]+\/?$/;

/** The requirements that every interaction has something to compare with, one for each side. */
const COMPARED: readonly RequirementId[] = ['request.known-operation', 'customer.object'];

/**
 * Compares pacts with the contract. A demand beyond the contract is a finding on the requirement that covers the place,
 * with the line of the pact. Interactions with other endpoints are not judged.
 *
 * @param openapi the contract as one document
 * @param options known deviations, and the contract version above which requirements only warn
 * @throws InvalidInput if a file is not JSON, with line and column, or is not a pact
 */
export async function pactResults(
  openapi: object,
  pacts: readonly PactText[],
  startedAt: Date,
  options: Pick<JudgedRun, 'deviations' | 'contract'> = {},
): Promise<Results> {
  const findings = new Map<RequirementId, Finding[]>();
  let compared = 0;
  let others = 0;
  for (const pact of pacts) {
    const interactions = interactionsIn(pact);
    const ours = interactions.filter(isOfCustomer);
    compared += ours.length;
    others += interactions.length - ours.length;
    for (const demand of await unpromisedDemands(openapi, pact, isOfCustomer)) {
      const id = requirementOf(demand, interactions[Number(demand.keys[1])]);
      findings.set(id, [...(findings.get(id) ?? []), findingOf(pact.file, demand)]);
    }
  }
  const obstacle = compared > 0 ? undefined : 'No interaction is a request for /v3/customers/{customer-id}.';
  return assembleResults({
    run: randomUUID(),
    target: { name: 'pact', baseUrl: '' },
    startedAt: startedAt.toISOString(),
    ...options,
    requirements: catalogue.map(({ id, excluded }) => judgment(id, excluded, findings.get(id), obstacle)),
    exchanges: [],
    preface: `${pluralize(compared, 'interaction')} compared. `,
    obstacle,
    remarks: others === 0 ? [] : [`${pluralize(others, 'interaction')} with other endpoints not judged.`],
  });
}

function judgment(
  id: RequirementId,
  excluded: string | undefined,
  findings: Finding[] | undefined,
  obstacle: string | undefined,
): JudgedRequirement {
  if (findings !== undefined) return { id, verdict: 'fail', findings: findings.slice(0, 20), count: findings.length };
  if (obstacle !== undefined && COMPARED.includes(id)) return { id, verdict: 'inconclusive', reason: obstacle };
  if (COMPARED.includes(id)) return { id, verdict: 'pass' };
  if (excluded !== undefined) return { id, verdict: 'excluded', reason: excluded };
  return { id, verdict: 'not-applicable', reason: 'No pact demands more here than the contract promises.' };
}

function findingOf(file: string, { interaction, message, keys, line }: Demand): Finding {
  const path = keys.slice(2).join('.');
  const [, surplus, reason] =
    /^.+ schema in the spec file: (?:must NOT have additional properties - (.+)|(.+))$/.exec(message) ?? [];
  const demand =
    surplus !== undefined
      ? 'the contract has no such field'
      : reason !== undefined
        ? `the contract says: ${reason}`
        : message;
  return {
    message: `${interaction} demands more than the contract promises: ${path === '' ? '' : `${path}: `}${demand}`,
    ...(path === '' ? {} : { path }),
    location: `${file}:${line}:1`,
  };
}

function interactionsIn({ file, text }: PactText): Interaction[] {
  const pact: unknown = JSON.parse(text);
  if (!isDict(pact) || !('consumer' in pact) || !('provider' in pact)) {
    throw new InvalidInput(`${file} is not a pact: it names no consumer and no provider`);
  }
  // A pact of messages has no interactions.
  const { interactions = [] } = pact;
  if (Array.isArray(interactions) && interactions.every(isDict)) return interactions;
  throw new InvalidInput(`${file} is not a pact: its interactions are not a list of objects`);
}

/** Whether an interaction reads a customer; PATCH of a customer is documented elsewhere. */
function isOfCustomer({ request }: Interaction): boolean {
  const { path, method } = request ?? {};
  return typeof path === 'string' && CUSTOMER.test(path) && String(method).toUpperCase() !== 'PATCH';
}

const OF_HEADERS: Readonly<Partial<Record<string, RequirementId>>> = {
  'x-correlation-id': 'request.correlation-id',
  'x-request-id': 'request.request-id-well-formed',
  accept: 'request.accept',
  'content-type': 'request.content-type',
  authorization: 'request.authorization',
  'x-api-key': 'request.api-key',
};

/** The id of the MUST that covers the place of a demand. */
function requirementOf({ keys, message }: Demand, interaction: Interaction | undefined): RequirementId {
  const [, , side, part, ...path] = keys;
  const status = Number(interaction?.response?.status);
  if (side === 'response' && part === 'headers') {
    const id = `media-type.${status}`;
    return isRequirementId(id) ? id : 'media-type.200';
  }
  if (side === 'response' && part === 'body') {
    return status >= 400 ? 'error.body' : (requirementAt(path) ?? 'customer.object');
  }
  if (side === 'response') return 'status.ok';
  if (part === 'body') return 'request.no-body';
  const header = Object.keys(OF_HEADERS).find(
    (name) => message.toLowerCase().includes(name) || path[0]?.toLowerCase() === name,
  );
  return (header === undefined ? undefined : OF_HEADERS[header]) ?? 'request.known-operation';
}

function requirementAt(path: readonly string[]): RequirementId | undefined {
  const wanted = path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('.');
  return catalogue.find(
    ({ id, level }) => level === 'MUST' && requirementNodes[id]?.some(({ path: it }) => it.join('.') === wanted),
  )?.id;
}
