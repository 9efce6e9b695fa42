import type { RequirementId } from './catalogue.js';

/** One observation that violates a requirement. */
export interface Finding {
  /** What is wrong, as one sentence. */
  message: string;
  /** The place in the body, such as `companyProfile.contacts[0].email`; for a header, `header: content-type`. */
  path?: string;
  /** What the documentation requires. */
  expected?: string;
  /** The actual value, as text. */
  actual?: string;
  /** The id of the exchange with this finding. */
  exchange?: string;
  /** The ids of all exchanges with this finding, if there are several. */
  exchanges?: string[];
  /** The place in a judged file: `body.json:12:5`, file, line and column. */
  location?: string;
  /** The text at that place, redacted. */
  excerpt?: string;
  /** In a sweep and the gate: how often it was seen. */
  count?: number;
  /** In the gate: the scenarios in which it was seen. */
  scenarios?: string[];
  /** In a sweep: pseudonyms of some of the customers with this finding. */
  customers?: string[];
}

/** The possible verdicts on a requirement, most urgent first. `deviation`: violated, but a known deviation. */
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

/** The verdict of a run on one requirement. */
export type RequirementVerdict = (typeof VERDICTS)[number];

/** The result of a requirement in a run. Findings are redacted before they are stored. */
export interface RequirementResult {
  id: RequirementId;
  verdict: RequirementVerdict;
  findings: Finding[];
  /** Why there is neither pass nor violation: what was missing, what prevented it, or why it is excluded. */
  reason?: string;
  /** The ids of the exchanges on which it was judged. */
  exchanges: string[];
}
