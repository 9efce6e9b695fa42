import type { RequirementId } from './catalogue.js';

/** One observation that speaks against a requirement. */
export interface Finding {
  /** What is wrong, in one sentence. */
  message: string;
  /** Where in the body, such as `companyProfile.contacts[0].email`; a header is `header: content-type`. */
  path?: string;
  /** What the documentation requires. */
  expected?: string;
  /** What was there instead, as text. */
  actual?: string;
  /** The id of the exchange in which it was seen. */
  exchange?: string;
  /** The ids of all exchanges in which it was seen, if there are several. */
  exchanges?: string[];
  /** Where in a file that was judged: `body.json:12:5`, file, line and column. */
  location?: string;
  /** What was found there, redacted. */
  excerpt?: string;
  /** In a sweep and in the gate: how many times it was seen. */
  count?: number;
  /** In the gate: the scenarios in which it was seen. */
  scenarios?: string[];
  /** In a sweep: pseudonyms of some of the customers that have it. */
  customers?: string[];
}

/** What a run can say about a requirement, the most urgent first. `deviation`: violated, but a known deviation. */
export const VERDICTS = [
  'fail',
  'warn',
  'deviation',
  'error',
  'inconclusive',
  'pass',
  'not-applicable',
  'excluded',
] as const;

/** What a run says about one requirement. */
export type RequirementVerdict = (typeof VERDICTS)[number];

/** A requirement as a run judged it. Findings are redacted before they are stored. */
export interface RequirementResult {
  id: RequirementId;
  verdict: RequirementVerdict;
  findings: Finding[];
  /** Why there is no pass and no violation: what was missing, what prevented it, why it is excluded. */
  reason?: string;
  /** The exchanges that it was judged on. */
  exchanges: string[];
}
