import type { Observation } from '../exchange/observation.js';
import { catalogue, type Requirement } from '../requirements/catalogue.js';
import type { RequirementVerdict } from '../requirements/result.js';
import { concerns, isLgaReading, judgeCustomer, type Reading } from './customer.js';
import { customerIn } from './customer-body.js';
import { distinct } from './distinct.js';
import type { Answered, Evidence, ProbeName, ProbeOutcome } from './evidence.js';
import { exchangeChecks, type ExchangeCheck } from './exchange-checks.js';
import type { Judged } from './schema.js';

/** What a run says of one requirement, before redaction. */
export interface Judgement {
  requirement: Requirement;
  verdict: RequirementVerdict;
  observations: Observation[];
  /** Why there is neither a pass nor a violation. */
  reason?: string;
  /** Ids of the exchanges that were judged. */
  exchanges: string[];
}

/** Who was asked for. */
export interface JudgeContext {
  customerId: string;
  lgaCustomerId?: string;
}

const CUSTOMER_PROBES: readonly ProbeName[] = ['known', 'noRequestId', 'again', 'usedRequestId', 'lga'];

/** Judges every requirement of the catalogue on what a run has seen, in the order of the catalogue. */
export function judge(evidence: Evidence, context: JudgeContext): Judgement[] {
  const customers = judgedCustomers(evidence, context);
  return catalogue.map((requirement) => {
    if (requirement.excluded !== undefined) {
      return { requirement, verdict: 'excluded', observations: [], reason: requirement.excluded, exchanges: [] };
    }
    if (requirement.check === 'gate') {
      const reason = 'It binds the client; `vipmp-conformance gate` judges it.';
      return { requirement, verdict: 'excluded', observations: [], reason, exchanges: [] };
    }
    const parts = exchangeChecks
      .filter((check) => check.requirement === requirement.id)
      .map((check) => byExchanges(check, evidence));
    if (requirement.check !== 'exchange') parts.push(byCustomers(requirement, customers, evidence));
    return { requirement, ...conclusion(requirement, parts) };
  });
}

/** What one way of judging a requirement came to. */
interface Part {
  observations: Observation[];
  exchanges: string[];
  /** Why something could not be judged although it should have been. */
  obstacle?: string;
  /** Why there was nothing to judge. */
  nothing?: string;
}

function conclusion(requirement: Requirement, parts: Part[]): Omit<Judgement, 'requirement'> {
  const observations = distinct(parts.flatMap((part) => part.observations));
  const exchanges = [...new Set(parts.flatMap((part) => part.exchanges))];
  if (observations.length > 0 && requirement.level !== 'MAY') {
    return { verdict: requirement.level === 'MUST' ? 'fail' : 'warn', observations, exchanges };
  }
  const obstacle = parts.find((part) => part.obstacle !== undefined)?.obstacle;
  if (obstacle !== undefined) return { verdict: 'inconclusive', observations, exchanges, reason: obstacle };
  if (observations.length > 0) {
    return {
      verdict: 'not-applicable',
      observations,
      exchanges,
      reason: 'Undocumented; the provider does without it.',
    };
  }
  if (exchanges.length > 0) return { verdict: 'pass', observations, exchanges };
  const nothing = parts.find((part) => part.nothing !== undefined)?.nothing ?? 'The run had nothing to judge it on.';
  return { verdict: 'not-applicable', observations, exchanges, reason: nothing };
}

function byExchanges(check: ExchangeCheck, evidence: Evidence): Part {
  const part: Part = { observations: [], exchanges: [] };
  const first = evidence.outcome('known');
  for (const probe of check.probes) {
    const outcome = evidence.outcome(probe);
    if (outcome.state !== 'answered') {
      unanswered(check, outcome, part);
    } else if (first.state === 'answered' && (check.applies?.(outcome.exchange) ?? true)) {
      const { exchange } = outcome;
      part.exchanges.push(exchange.id);
      const observed = check.judge(exchange, first.exchange);
      part.observations.push(...observed.map((observation) => ({ ...observation, exchange: exchange.id })));
    }
  }
  if (part.exchanges.length === 0) part.nothing ??= 'No answer of the run had what it speaks of.';
  return part;
}

function unanswered(check: ExchangeCheck, outcome: Exclude<ProbeOutcome, { state: 'answered' }>, part: Part): void {
  if (outcome.state === 'not-applicable') {
    part.nothing = outcome.reason;
  } else if (outcome.state === 'inconclusive') {
    part.obstacle ??= outcome.reason;
  } else if (check.demandsAnswer === true) {
    const { id, purpose } = outcome.exchange;
    part.exchanges.push(id);
    part.observations.push({
      message: `${purpose}: never answered properly, while good requests before and after it were`,
      expected: 'an answer as documented',
      actual: outcome.actual,
      exchange: id,
    });
  } else {
    part.obstacle ??= `${outcome.exchange.purpose}: ${outcome.actual}`;
  }
}

interface JudgedCustomers {
  readings: Reading[];
  judged: Judged[];
  /** Whether the customer declared to be a Large Government Agency was asked for. */
  lgaAskedFor: boolean;
}

function judgedCustomers(evidence: Evidence, context: JudgeContext): JudgedCustomers {
  const readings: Reading[] = [];
  for (const probe of CUSTOMER_PROBES) {
    const outcome = evidence.outcome(probe);
    if (outcome.state !== 'answered' || !isSuccess(outcome.exchange)) continue;
    const body = customerIn(outcome.exchange.response);
    if (body === undefined) continue;
    const declaredLga = probe === 'lga' || context.customerId === context.lgaCustomerId;
    const askedFor = probe === 'lga' ? (context.lgaCustomerId ?? '') : context.customerId;
    readings.push({ body, askedFor, declaredLga, exchange: outcome.exchange.id });
  }
  return { readings, judged: readings.flatMap(judgeReading), lgaAskedFor: context.lgaCustomerId !== undefined };
}

function isSuccess({ response }: Answered): boolean {
  return response.status >= 200 && response.status < 300;
}

function judgeReading(reading: Reading): Judged[] {
  return judgeCustomer(reading).map((judged) => ({ ...judged, exchange: reading.exchange }));
}

function byCustomers(requirement: Requirement, customers: JudgedCustomers, evidence: Evidence): Part {
  const ofLga = requirement.theme === 'lga';
  const readings = customers.readings.filter(
    (reading) => (!ofLga || isLgaReading(reading)) && concerns(requirement.id, reading),
  );
  const part: Part = {
    observations: customers.judged
      .filter((judged) => judged.requirement === requirement.id)
      .map(({ requirement: _requirement, ...observation }) => observation),
    exchanges: readings.map((reading) => reading.exchange),
  };
  const obstacle = obstacleOf(evidence.outcome(ofLga && customers.lgaAskedFor ? 'lga' : 'known'), customers, ofLga);
  if (obstacle !== undefined) part.obstacle = obstacle;
  if (readings.length === 0) {
    part.nothing = ofLga ? NO_LGA_CUSTOMER : 'No customer of this run has what it speaks of.';
  }
  return part;
}

const NO_LGA_CUSTOMER =
  'No customer of this run is a Large Government Agency that has what it speaks of; name one in VIPMP_LGA_CUSTOMER_ID.';

function obstacleOf(outcome: ProbeOutcome, { readings }: JudgedCustomers, ofLga: boolean): string | undefined {
  if (outcome.state === 'inconclusive') return outcome.reason;
  if (outcome.state === 'unanswered') return `${outcome.exchange.purpose}: ${outcome.actual}`;
  const lacking = ofLga ? outcome.state === 'answered' && !isSuccess(outcome.exchange) : readings.length === 0;
  return lacking ? 'No body of a customer could be read.' : undefined;
}
