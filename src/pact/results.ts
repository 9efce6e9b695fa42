import { randomUUID } from 'node:crypto';
import { requirementNodes } from '../generated/schema-facts.js';
import { InvalidInput } from '../invalid-input.js';
import { assembleResults, type JudgedRequirement, type JudgedRun } from '../report/assemble.js';
import type { Results } from '../report/results.js';
import { pluralize } from '../report/wording.js';
import { catalogue, isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';
import { unpromisedDemands, type Demand } from './compatibility.js';

/** A pact file as the user named it, and its text. */
export interface PactText {
  file: string;
  text: string;
}

interface Interaction {
  description?: string;
  type?: string;
  request?: { method?: string; path?: string };
}

/** What a pact may demand of this contract: the GET of a customer, in whatever version. */
const CUSTOMER = /^\/v\d+\/customers\/[^/]+\/?$/;

/** The requirements on the two sides of an interaction that always have something to compare. */
const COMPARED: readonly RequirementId[] = ['request.known-operation', 'customer.object'];

/**
 * Compares pacts with the contract. What an interaction demands beyond it is a finding against the requirement that
 * covers that place, with the line of the pact. Interactions with other endpoints are not judged.
 *
 * @param openapi the contract as one document
 * @param options what is accepted for now, and the version of the contract whose newer requirements only warn
 * @throws InvalidInput if a file is not JSON, with line and column, or not a pact
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
  for (const { file, text } of pacts) {
    const interactions = interactionsIn(file, text);
    const isOurs = interactions.map(isOfCustomer);
    compared += isOurs.filter(Boolean).length;
    others += isOurs.filter((it) => !it).length;
    for (const demand of await unpromisedDemands(openapi, text)) {
      const index = Number(demand.keys[1] ?? NaN);
      if (demand.keys[0] === 'interactions' && isOurs[index] === false) continue;
      const id = requirementOf(demand);
      findings.set(id, [...(findings.get(id) ?? []), findingOf(file, demand)]);
    }
  }
  const obstacle = compared > 0 ? undefined : 'No interaction is a request for /v3/customers/{customer-id}.';
  return assembleResults({
    run: randomUUID(),
    target: { name: 'pact', baseUrl: '' },
    startedAt: startedAt.toISOString(),
    ...options,
    requirements: catalogue.map(({ id, excluded }) => judgement(id, excluded, findings.get(id), obstacle)),
    exchanges: [],
    preface: `${pluralize(compared, 'interaction')} compared. `,
    ...(obstacle === undefined ? {} : { obstacle }),
    remarks: others === 0 ? [] : [`${pluralize(others, 'interaction')} with other endpoints not judged.`],
  });
}

function judgement(
  id: RequirementId,
  excluded: string | undefined,
  findings: Finding[] | undefined,
  obstacle: string | undefined,
): JudgedRequirement {
  const result = { id, findings: [], exchanges: [] };
  if (findings !== undefined)
    return { ...result, verdict: 'fail', findings: findings.slice(0, 20), count: findings.length };
  if (obstacle !== undefined && COMPARED.includes(id)) return { ...result, verdict: 'inconclusive', reason: obstacle };
  if (COMPARED.includes(id)) return { ...result, verdict: 'pass' };
  if (excluded !== undefined) return { ...result, verdict: 'excluded', reason: excluded };
  return { ...result, verdict: 'not-applicable', reason: 'No pact demands more of it than the contract promises.' };
}

function findingOf(file: string, { interaction, message, keys, line }: Demand): Finding {
  const path = keys.slice(2).join('.');
  return {
    message: `${interaction}: the consumer demands what the contract does not promise: ${message}`,
    ...(path === '' ? {} : { path }),
    location: `${file}:${line}:1`,
  };
}

function interactionsIn(file: string, text: string): Interaction[] {
  const pact: unknown = JSON.parse(text);
  if (typeof pact !== 'object' || pact === null || !('consumer' in pact) || !('provider' in pact)) {
    throw new InvalidInput(`${file} is not a pact: it names no consumer and no provider`);
  }
  return 'interactions' in pact && Array.isArray(pact.interactions) ? (pact.interactions as Interaction[]) : [];
}

/** Whether an interaction is about a customer; PATCH of one is documented elsewhere. */
function isOfCustomer({ request }: Interaction): boolean {
  return CUSTOMER.test(request?.path ?? '') && request?.method?.toUpperCase() !== 'PATCH';
}

const nodes: Readonly<Partial<Record<string, readonly { readonly path: readonly string[] }[]>>> = requirementNodes;

const OF_HEADERS: Readonly<Partial<Record<string, RequirementId>>> = {
  'x-correlation-id': 'request.correlation-id',
  'x-request-id': 'request.request-id-well-formed',
  accept: 'request.accept',
  'content-type': 'request.content-type',
  authorization: 'request.authorization',
  'x-api-key': 'request.api-key',
};

/** The MUST that covers the place of a demand. */
function requirementOf({ keys, message }: Demand): RequirementId {
  const [, , side, part, ...path] = keys;
  if (side === 'response' && part === 'status') return 'status.ok';
  if (side === 'response' && part === 'headers') return 'media-type.200';
  if (side === 'response') return requirementAt(path) ?? 'customer.object';
  const header = Object.keys(OF_HEADERS).find(
    (name) => message.toLowerCase().includes(name) || path[0]?.toLowerCase() === name,
  );
  return (header === undefined ? undefined : OF_HEADERS[header]) ?? 'request.known-operation';
}

function requirementAt(path: readonly string[]): RequirementId | undefined {
  const wanted = path.map((key) => (/^\d+$/.test(key) ? '*' : key)).join('.');
  return catalogue.find(
    ({ id, level }) =>
      isRequirementId(id) && level === 'MUST' && nodes[id]?.some(({ path: it }) => it.join('.') === wanted),
  )?.id;
}
