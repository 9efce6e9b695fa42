import { answerChecks, isSuccess, judgeCustomerObject, type Answered, type Judgment } from '../checks/answer.js';
import { status } from '../checks/expectations.js';
import type { RequirementId } from '../requirements/catalogue.js';

/** Which parts of a response a recording shows. */
export interface Shown {
  headers: boolean;
  body: boolean;
}

const OK = status(200);

/** The checks that work on recordings, in which bodies are decoded. */
const checks = answerChecks.filter(({ requirement }) => requirement !== 'header.deflate-wrapper');

/** The requirements on single responses that a recording can show. */
export const SHOWN_BY_RESPONSES: ReadonlySet<RequirementId> = new Set([
  'status.ok',
  'customer.object',
  ...checks.map(({ requirement }) => requirement),
]);

/** Those that need only the text of a body. */
const OF_TEXT: ReadonlySet<RequirementId> = new Set(['json.keys-once', 'json.no-byte-order-mark']);

/**
 * Judges the status, headers and error body of a recorded response as in a conformance run, except for the status and
 * code of a 4xx, since its cause is unknown.
 */
export function judgeResponse(answer: Answered, shown: Shown): Judgment[] {
  return [
    ...(isSuccess(answer) ? [{ requirement: 'status.ok' as const, observations: OK.judge(answer, answer) }] : []),
    ...(isSuccess(answer) && shown.body ? [judgeCustomerObject(answer)] : []),
    ...checks
      .filter(({ requirement }) => (/^(?:media-type|header)\./.test(requirement) ? shown.headers : shown.body))
      .filter((check) => check.applies(answer))
      .map((check) => ({ requirement: check.requirement, observations: check.judge(answer) })),
  ];
}

/** Judges the text of a body saved without its response. */
export function judgeText(answer: Answered): Judgment[] {
  return [
    judgeCustomerObject(answer),
    ...checks
      .filter((check) => OF_TEXT.has(check.requirement) && check.applies(answer))
      .map((check) => ({ requirement: check.requirement, observations: check.judge(answer) })),
  ];
}
