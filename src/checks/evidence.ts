import type { Exchange, ExchangeResponse } from '../exchange/exchange.js';

/** The requests that a check of a provider sends, each for one purpose. */
export type ProbeName =
  | 'known'
  | 'replay'
  | 'replayWithUsedRequestId'
  | 'usedRequestId'
  | 'again'
  | 'noRequestId'
  | 'lga'
  | 'missingCorrelationId'
  | 'emptyCorrelationId'
  | 'invalidToken'
  | 'truncatedToken'
  | 'basicScheme'
  | 'noScheme'
  | 'missingToken'
  | 'invalidKey'
  | 'missingKey'
  | 'unknownCustomer';

/** An exchange with a complete response. */
export type Answered = Exchange & { response: ExchangeResponse };

/** What came of a probe, retries and their cause told apart. */
export type ProbeOutcome =
  | { state: 'answered'; exchange: Answered }
  /** It was never answered properly although good requests before and after it were. */
  | { state: 'unanswered'; exchange: Exchange; actual: string }
  /** Something outside of the requirement stood in the way. */
  | { state: 'inconclusive'; reason: string }
  /** The run was not set up for it. */
  | { state: 'not-applicable'; reason: string };

/** Everything that the checks of a provider judge. */
export interface Evidence {
  outcome(probe: ProbeName): ProbeOutcome;
}
