import { isSuccess, judgeAnswer, judgeCustomerObject, type Answered } from '../checks/answer.js';
import { judgeReading } from '../checks/customer.js';
import type { Expectation } from '../checks/expectations.js';
import { conclusionOf, sameness, type Part } from '../checks/judge.js';
import { customerIn } from '../checks/customer-body.js';
import type { Exchange } from '../exchange/exchange.js';
import type { Observation } from '../exchange/observation.js';
import { catalogue, requirementOf, type RequirementId } from '../requirements/catalogue.js';
import type { Finding, RequirementResult } from '../requirements/result.js';
import { readingOf, type Api, type Outcome } from './api.js';
import { EXCHANGE, RECORD, type SpecRecord } from './run-log.js';
import { sealed } from './run-state.js';
import { requirementsOf, requirementsOfTheme, type Expectations } from './spec-requirements.js';

/** The requests of a spec. */
export type Requests = (fixtures: { api: Api }) => Promise<Outcome | Outcome[]>;

/** What a spec needs of its test runner. Playwright's TestInfo is one. */
export interface SpecInfo {
  attachments: { name: string; contentType: string; body?: Buffer }[];
  annotations: { type: string; description?: string }[];
  skip(condition: boolean, reason: string): void;
}

/** Runs a step of a test. */
export type Step = (title: string, body: (step: Pick<SpecInfo, 'skip'>) => void) => Promise<void>;

/** A violated requirement. It has no stack, as the place where it is thrown does not matter. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(findings: Finding[]) {
    super(findings.map(inWords).join('\n'));
    this.stack = this.message;
  }
}

/** What a test came to on a requirement, before redaction. */
type RawPart = Omit<Part, 'findings'> & { observations: Observation[] };

/** Sends the requests of a spec, and judges every answer by its expectations and by what any answer must be. */
export async function runRequests(
  api: Api,
  requests: Requests,
  expectations: Expectations,
  info: SpecInfo,
  step: Step,
): Promise<void> {
  const outcomes = [await requests({ api })].flat();
  const parts = outcomes.flatMap((outcome) => partsOf(outcome, expectations));
  const customers = outcomes.flatMap((outcome) => customerParts(outcome, api));
  const stated = [...redacted(parts, api), ...(await newsIn(redacted(customers, api), outcomes, api))];
  await conclude(api, { parts: [...redacted(parts, api), ...redacted(customers, api)], stated }, [], info, step);
}

/** Judges the first reads of the customers by all requirements of a theme. */
export async function runChapter(api: Api, theme: string, info: SpecInfo, step: Step): Promise<void> {
  const ids = requirementsOfTheme(theme);
  const [known, lga] = [await api.first(), await api.first('lga')];
  const judged = [known, lga].flatMap((outcome) => customerParts(outcome, api));
  const isOnLga = theme === 'lga' && api.configuration.lgaCustomerId !== undefined;
  const reason = obstacleIn(isOnLga ? lga : known);
  const nothing = theme === 'lga' ? { nothing: NO_LGA_CUSTOMER } : {};
  const parts = ids.flatMap((requirement): RawPart[] => {
    const own = judged.filter((part) => part.requirement === requirement);
    return [...own, { requirement, observations: [], exchanges: [], ...nothing, ...reason }];
  });
  const exchanges = [known, lga].flatMap((outcome) => (outcome.state === 'answered' ? [outcome.exchange] : []));
  const stated = redacted(parts, api);
  await conclude(api, { parts: stated, stated }, exchanges, info, step);
}

const NO_LGA_CUSTOMER =
  'No customer in this run is a Large Government Agency that has what it is about; name one in VIPMP_LGA_CUSTOMER_ID.';

function partsOf(outcome: Outcome, expectations: Expectations): RawPart[] {
  const own = Object.entries(expectations) as [RequirementId, Expectation][];
  if (outcome.state === 'answered') {
    const { exchange, earlier } = outcome;
    const expected = own
      .filter(([, { applies }]) => applies?.(exchange) ?? true)
      .map(([requirement, it]) => ({ requirement, observations: it.judge(exchange, earlier) }));
    return [...expected, ...judgeAnswer(exchange)].map((part) => judgedOn(exchange, part));
  }
  return requirementsOf(expectations).map((requirement): RawPart => {
    const part = { requirement, observations: [], exchanges: [] };
    if (outcome.state === 'not-applicable') return { ...part, nothing: outcome.reason };
    const isOwn = expectations[requirement] !== undefined;
    if (outcome.state === 'inconclusive') {
      return { ...part, [outcome.outage && isOwn ? 'outage' : 'unshown']: outcome.reason };
    }
    const { exchange, actual } = outcome;
    if (expectations[requirement]?.demandsAnswer !== true) {
      return { ...part, unshown: `${exchange.purpose}: ${actual}` };
    }
    const message = `${exchange.purpose}: no valid response, although valid requests before and after it succeeded`;
    return judgedOn(exchange, {
      requirement,
      observations: [{ message, expected: 'a response as documented', actual }],
    });
  });
}

/** What the customer in an answer shows; nothing if none was to be expected or there is none. */
function customerParts(outcome: Outcome, api: Api): RawPart[] {
  if (outcome.state !== 'answered' || !isSuccess(outcome.exchange)) return [];
  const { exchange } = outcome;
  const { isExpected, ...context } = readingOf(exchange, api.configuration);
  if (!isExpected) return [];
  const body = customerIn(exchange.response);
  const judged =
    body === undefined
      ? [{ requirement: 'customer.object' as const, observations: judgeCustomerObject(exchange) }]
      : api.judgedOnce(exchange, () => judgeReading({ body, exchange: exchange.id, ...context }));
  return judged.map((part) => judgedOn(exchange, part));
}

function judgedOn(
  { id }: Exchange,
  { requirement, observations }: Pick<RawPart, 'requirement' | 'observations'>,
): RawPart {
  return { requirement, observations: observations.map((seen) => ({ ...seen, exchange: id })), exchanges: [id] };
}

/** What a read shows against its customer that the first one did not: the chapters state the rest. */
async function newsIn(parts: Part[], outcomes: Outcome[], api: Api): Promise<Part[]> {
  const violated = parts.filter(({ findings }) => findings.length > 0);
  if (violated.length === 0) return [];
  const ofLga = outcomes.some((it) => it.state === 'answered' && it.exchange.variation?.customer === 'lga');
  const first = redacted(customerParts(await api.first(ofLga ? 'lga' : undefined), api), api);
  const known = new Set(first.flatMap(({ findings }) => findings).map(sameness));
  return violated.filter(({ findings }) => findings.some((finding) => !known.has(sameness(finding))));
}

/** Why a chapter has no customer to judge; empty if it has one. */
function obstacleIn(outcome: Outcome): Pick<RawPart, 'outage' | 'unshown'> {
  if (outcome.state === 'inconclusive') return { [outcome.outage ? 'outage' : 'unshown']: outcome.reason };
  if (outcome.state === 'unanswered') return { unshown: `${outcome.exchange.purpose}: ${outcome.actual}` };
  if (outcome.state === 'not-applicable') return {};
  const hasCustomer = isSuccess(outcome.exchange) && judgeCustomerObject(outcome.exchange).length === 0;
  return hasCustomer ? {} : { unshown: 'No body of a customer could be read.' };
}

function redacted(parts: RawPart[], { redaction }: Api): Part[] {
  return parts.map(({ observations, ...part }) => {
    const reasons = (['outage', 'unshown', 'nothing'] as const).flatMap((key) =>
      part[key] === undefined ? [] : [[key, redaction.text(part[key])]],
    );
    const findings = observations.map((observation) => redaction.finding(observation));
    return { ...part, ...(Object.fromEntries(reasons) as object), findings };
  });
}

/** Attaches what the run needs to know, and states each requirement as a step. */
async function conclude(
  api: Api,
  { parts, stated }: { parts: Part[]; stated: Part[] },
  judged: Answered[],
  info: SpecInfo,
  step: Step,
): Promise<void> {
  const { exchanges, learned } = api.take();
  for (const exchange of new Set([...exchanges, ...judged])) {
    const stored = api.redaction.exchange(exchange);
    const came = stored.response === undefined ? 'no response' : `answered ${stored.response.status}`;
    attach(info, `${EXCHANGE}${stored.id}: ${stored.purpose}, ${came}`, stored);
  }
  const { name, baseUrl } = api.configuration;
  const { key, ...state } = api.state;
  const record: SpecRecord = {
    target: { name, baseUrl },
    state: { ...state, ...(state.obstacle === undefined ? {} : { obstacle: api.redaction.text(state.obstacle) }) },
    parts,
    learned: sealed(learned, key),
    ...(api.isInterrupted ? { interrupted: true } : {}),
  };
  attach(info, RECORD, record);

  const results = resultsOf(stated);
  // A test that could judge nothing must not look green.
  info.skip(!results.some(isJudged), results.find(({ reason }) => reason !== undefined)?.reason ?? 'nothing to judge');
  for (const result of results) await stateRequirement(result, info, step);
  const violated = results.filter(({ verdict }) => verdict === 'fail');
  if (violated.length > 0) throw new Violation(violated.flatMap(({ findings }) => findings));
}

function attach({ attachments }: SpecInfo, name: string, value: object): void {
  const body = Buffer.from(JSON.stringify(value, null, 2));
  attachments.push({ name, contentType: 'application/json', body });
}

function resultsOf(parts: readonly Part[]): RequirementResult[] {
  const ids = new Set(parts.map(({ requirement }) => requirement));
  return catalogue
    .filter(({ id }) => ids.has(id))
    .map((requirement) =>
      conclusionOf(
        requirement,
        parts.filter((part) => part.requirement === requirement.id),
      ),
    );
}

function isJudged({ verdict }: RequirementResult): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
}

/** One requirement as a step. It shows the violation; the test goes on to the next requirement and fails at its end. */
async function stateRequirement(result: RequirementResult, { annotations }: SpecInfo, step: Step): Promise<void> {
  const { id, verdict, findings, reason } = result;
  const { level, title } = requirementOf(id);
  if (verdict === 'warn')
    annotations.push({ type: 'warning', description: `${id}: ${findings.map(inWords).join('\n')}` });
  const stated = step(`${level} ${title} (${id})`, (info) => {
    if (verdict === 'fail') throw new Violation(findings);
    info.skip(!isJudged(result), `${verdict}: ${reason ?? ''}`);
  });
  await stated.catch((error: unknown) => {
    if (!(error instanceof Violation)) throw error;
  });
}

function inWords({ message, expected, actual, exchange }: Finding): string {
  return [
    message,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(actual === undefined ? [] : [`actual: ${actual}`]),
    ...(exchange === undefined ? [] : [`exchange: ${exchange}`]),
  ].join('\n  ');
}
