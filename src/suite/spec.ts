import { remembered } from '../remembered.js';
import { isSuccess, judgeCustomerObject, type Judgment } from '../checks/answer.js';
import { judgeCustomerIn } from '../checks/customer.js';
import { judgeExpected, judgeUnanswered, requirementsOf, type Expectations } from '../checks/expectations.js';
import { conclusionsOf, findingKey, type Part } from '../checks/judge.js';
import { asksForCustomer, idFor } from '../exchange/variation.js';
import { requirementOf, requirementsOfTheme } from '../requirements/catalogue.js';
import type { Finding, RequirementResult } from '../requirements/result.js';
import { Unjudged, type Answer, type Api } from './api.js';
import { recordOf, type Attachment } from './run-log.js';

/** The request of a spec. */
export type Request = (api: Api) => Promise<Answer | Unjudged>;

/** What a spec needs of its test runner. */
export interface SpecInfo {
  attachments: Attachment[];
  annotations: { type: string; description?: string }[];
  skip(condition: boolean, reason: string): void;
  /** Runs a step of the test. */
  step(title: string, body: (step: { skip: SpecInfo['skip'] }) => void): Promise<void>;
}

/** A violated requirement. It has no stack: where it is thrown does not matter. */
export class Violation extends Error {
  override readonly name = 'Violation';

  constructor(findings: readonly Finding[]) {
    super(inWords(findings));
    this.stack = this.message;
  }
}

/** Sends the request of a spec, and judges its answer by the expectations and by the checks of any answer. */
export async function runRequest(api: Api, info: SpecInfo, request: Request, expected: Expectations): Promise<void> {
  const answer = await request(api);
  if (answer instanceof Unjudged) {
    const parts = judgeUnanswered(expected, answer);
    return conclude(api, info, parts, parts);
  }
  const own = partsOf(judgeExpected(answer, expected, answer.earlier), answer, api);
  const named = requirementsOf(expected).map((requirement) => ({ requirement }));
  const parts = [...named, ...own, ...customerParts(answer, api)];
  return conclude(api, info, parts, [...own, ...(await newViolationsIn(answer, api))], answer);
}

/** Judges the first read of each customer by the requirements of one theme. */
export async function runChapter(api: Api, info: SpecInfo, theme: string): Promise<void> {
  const [known, lga] = [await api.first(), await api.first('lga')];
  const answers = [known, lga].flatMap((read) => (read instanceof Unjudged ? [] : [read]));
  const judged = answers.flatMap((answer) => customerParts(answer, api));
  const isOnLga = theme === 'lga' && api.configuration.lgaCustomerId !== undefined;
  const nothing = theme === 'lga' ? ({ why: 'nothing', reason: NO_LGA_CUSTOMER } as const) : undefined;
  const unjudged = obstacleIn(isOnLga ? lga : known) ?? nothing;
  const parts = requirementsOfTheme(theme).flatMap((requirement) => [
    ...judged.filter((part) => part.requirement === requirement),
    { requirement, unjudged },
  ]);
  return conclude(api, info, parts, parts, ...answers);
}

const NO_LGA_CUSTOMER =
  'No Large Government Agency in this run has data for this requirement; name one in VIPMP_LGA_CUSTOMER_ID.';

function partsOf(judgments: readonly Judgment[], { id }: Answer, { redaction }: Api) {
  return judgments.map(({ requirement, observations }) => {
    const findings = observations.map((seen) => redaction.finding({ ...seen, exchange: id }));
    return { requirement, findings, exchanges: [id] };
  });
}

/** The judgments of the customer in an answer; empty if none is expected. */
function customerParts(answer: Answer, api: Api) {
  const { variation = {}, response } = answer;
  // A 204 has no body to judge.
  if (!isSuccess(answer) || response.status === 204 || !asksForCustomer(variation)) return [];
  const { configuration, readings } = api;
  const askedFor = idFor(variation, configuration);
  // A large body takes seconds to judge, and arrives several times.
  const key = JSON.stringify([askedFor, response.status]) + Buffer.from(response.bytes).toString('latin1');
  const declaredLga = askedFor === configuration.lgaCustomerId;
  const judged = remembered(readings, key, () => judgeCustomerIn(answer, { askedFor, declaredLga }));
  return partsOf(judged, answer, api);
}

/** The violations of a customer that its first read did not show; the chapters state those of the first read. */
async function newViolationsIn(answer: Answer, api: Api): Promise<Part[]> {
  const violated = customerParts(answer, api).filter(({ findings }) => findings.length > 0);
  if (violated.length === 0) return [];
  const first = await api.first(answer.variation?.customer);
  const stated = first instanceof Unjudged ? [] : customerParts(first, api);
  const known = new Set(stated.flatMap(({ findings }) => findings).map(findingKey));
  return violated.filter(({ findings }) => findings.some((finding) => !known.has(findingKey(finding))));
}

/** The reason why a chapter has no customer to judge; undefined if it has one. */
function obstacleIn(read: Answer | Unjudged): Part['unjudged'] {
  if (read instanceof Unjudged) return read.why === 'nothing' ? undefined : { why: read.why, reason: read.reason };
  const hasCustomer = isSuccess(read) && judgeCustomerObject(read).observations.length === 0;
  return hasCustomer ? undefined : { why: 'unshown', reason: 'No customer body could be read.' };
}

/**
 * Attaches the record of the test, and states requirements as steps. A violated one fails its step, the test continues
 * with the next, and fails at its end.
 */
async function conclude(api: Api, info: SpecInfo, parts: Part[], stated: Part[], ...answers: Answer[]): Promise<void> {
  const { exchanges, ...found } = api.take();
  const shown = new Map([...exchanges, ...answers].map((exchange) => [exchange.id, exchange]));
  for (const exchange of shown.values()) info.attachments.push(api.attachmentOf(exchange));
  info.attachments.push(recordOf({ ...found, parts }));

  const results = conclusionsOf(stated);
  // A test that could judge nothing must not look green.
  info.skip(!results.some(isJudged), results.find(({ reason }) => reason !== undefined)?.reason ?? 'nothing to judge');
  for (const result of results) {
    const { id, verdict, findings, reason = '' } = result;
    const { level, title } = requirementOf(id);
    if (verdict === 'warn') info.annotations.push({ type: 'warning', description: `${id}: ${inWords(findings)}` });
    const done = info.step(`${level} ${title} (${id})`, (step) => {
      if (verdict === 'fail') throw new Violation(findings);
      step.skip(!isJudged(result), `${verdict}: ${reason}`);
    });
    await done.catch((error: unknown) => {
      if (!(error instanceof Violation)) throw error;
    });
  }
  const violated = results.filter(({ verdict }) => verdict === 'fail');
  if (violated.length > 0) throw new Violation(violated.flatMap(({ findings }) => findings));
}

function isJudged({ verdict }: RequirementResult): boolean {
  return ['pass', 'fail', 'warn'].includes(verdict);
}

function inWords(findings: readonly Finding[]): string {
  const texts = findings.map(({ message, path, expected, actual, exchange }) => {
    const details = Object.entries({ path, expected, actual, exchange }).filter(([, detail]) => detail !== undefined);
    return [message, ...details.map(([name, detail]) => `  ${name}: ${detail}`)].join('\n');
  });
  return texts.join('\n');
}
