import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange } from '../exchange/exchange.js';
import { unless, type Observation } from '../exchange/observation.js';
import { purposeOf } from '../exchange/variation.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import { judgeAnswer, requirementsOfStatus, type Answered, type Judgment } from './answer.js';
import type { Part, Reason } from './judge.js';
import { differences } from './read-only.js';
import { replayDifference } from './replay.js';

/** What a requirement expects of the answer to one request. */
export interface Expectation {
  /** The statuses that conform; absent if any may. */
  readonly statuses?: readonly number[];
  /** Whether a request that never gets a valid response violates the requirement. */
  readonly demandsAnswer?: true;
  /** Whether an answer has anything to judge; absent: always. */
  applies?: (answer: Answered) => boolean;
  /** Returns what is wrong. `earlier` is the answer that the request repeats or is compared with. */
  judge(answer: Answered, earlier?: Answered): Observation[];
}

/** Why there is no answer to judge. */
export interface Unanswered extends Reason {
  /** The observation against the provider, redacted, if valid requests before and after this one were answered. */
  unanswered?: NoValidResponse | undefined;
}

/** What each requirement expects of the answer to one request. */
export type Expectations = Partial<Record<RequirementId, Expectation>>;

/** The requirements that these judge: those they name, and those on any answer with a status they allow. */
export function requirementsOf(expectations: Expectations): RequirementId[] {
  const statuses = Object.values(expectations).flatMap((expectation) => expectation.statuses ?? []);
  const named = Object.keys(expectations).filter(isRequirementId);
  return [...new Set([...named, ...statuses.flatMap(requirementsOfStatus)])];
}

/** Judges an answer by its expectations and by the checks of any answer. `earlier`: see {@link Expectation.judge}. */
export function judgeExpected(answer: Answered, expectations: Expectations, earlier?: Answered): Judgment[] {
  const own = requirementsOf(expectations).flatMap((requirement) => {
    const expectation = expectations[requirement];
    if (expectation === undefined || expectation.applies?.(answer) === false) return [];
    return [{ requirement, observations: expectation.judge(answer, earlier) }];
  });
  return [...own, ...judgeAnswer(answer)];
}

/** An observation that a request got no valid response after all attempts. */
export type NoValidResponse = Record<'message' | 'actual' | 'exchange', string>;

/** The observation that a request got no valid response although others did; not redacted. */
export function noValidResponse({ id, purpose, failure, response }: Exchange): NoValidResponse {
  return {
    message: `${purpose}: no valid response, although valid requests before and after it succeeded`,
    actual: failure?.message ?? `${response?.status ?? 'nothing'}, each time`,
    exchange: id,
  };
}

/** Judges each requirement of a request that got no answer. */
export function judgeUnanswered(expectations: Expectations, { why, reason, unanswered }: Unanswered): Part[] {
  return requirementsOf(expectations).map((requirement) => {
    const expectation = expectations[requirement];
    if (unanswered === undefined || expectation?.demandsAnswer !== true) {
      // Other tests may show what is expected of any answer.
      const weaker = why === 'outage' && expectation === undefined ? 'unshown' : why;
      return { requirement, unjudged: { why: weaker, reason } };
    }
    const expected = expectation.statuses?.join(' or ') ?? 'a response as documented';
    return { requirement, findings: [{ ...unanswered, expected }], exchanges: [unanswered.exchange] };
  });
}

/** The answer has one of these statuses. */
export function status(...statuses: number[]): Expectation {
  const expected = statuses.join(' or ');
  return {
    statuses,
    demandsAnswer: true,
    judge: (answer) =>
      unless(statuses.includes(answer.response.status), {
        message: `${answer.purpose}: answered ${answer.response.status}, not ${expected}`,
        expected,
        actual: statusInWords(answer),
      }),
  };
}

/** The answer for VIPMP_UNKNOWN_CUSTOMER_ID; if the variable may be wrong, the finding names both explanations. */
export function ofUnknownCustomer(expectation: Expectation): Expectation {
  return {
    ...expectation,
    judge: (answer, earlier) => {
      const doubt = doubtAboutUnknown(answer);
      return expectation.judge(answer, earlier).map((seen) => ({ ...seen, message: `${seen.message}${doubt}` }));
    },
  };
}

const UNKNOWN = purposeOf({ customer: 'unknown' });

function doubtAboutUnknown(answer: Answered): string {
  if (answer.purpose !== UNKNOWN) return '';
  if (servesRequestedCustomer(answer)) {
    return '; either VIPMP_UNKNOWN_CUSTOMER_ID is the id of a customer, or the provider serves unknown ids';
  }
  const isNotAllowed = answer.response.status === 403 && String(codeOf(answer)) === '4121';
  return isNotAllowed
    ? '; either VIPMP_UNKNOWN_CUSTOMER_ID is the id of a customer of another reseller, or the provider refuses unknown ids'
    : '';
}

/** The answer is 404, or the customer with exactly the requested id. */
export function noOtherCustomer(): Expectation {
  return { ...status(404), applies: (answer) => !servesRequestedCustomer(answer) };
}

/** The status of an answer, and the code of an error. */
function statusInWords(answer: Answered): string {
  const { status: actual } = answer.response;
  const actualCode = actual < 400 ? undefined : codeOf(answer);
  return typeof actualCode === 'string' && /^\d{1,6}$/.test(actualCode)
    ? `${actual} with code "${actualCode}"`
    : `${actual}`;
}

function servesRequestedCustomer({ request, response }: Answered): boolean {
  const body = bodyOf(response);
  if (response.status !== 200 || body.kind !== 'json' || !isObject(body.value)) return false;
  return body.value['customerId'] === decodeURIComponent(new URL(request.url).pathname.split('/').at(-1) ?? '');
}

/** A refusal with 401 or 403 has the status that the documentation prefers. */
export function statusRather(preferred: 401 | 403): Expectation {
  return {
    applies: ({ response }) => response.status === 401 || response.status === 403,
    judge: ({ response, purpose }) =>
      unless(response.status === preferred, {
        message: `${purpose}: answered ${response.status}, although the error table says ${preferred}`,
        expected: `${preferred}`,
        actual: `${response.status}`,
      }),
  };
}

/** An error in the service's shape has one of these codes; a code that is not a string violates error.body instead. */
export function code(...codes: string[]): Expectation {
  const expected = codes.map((it) => JSON.stringify(it)).join(' or ');
  return {
    applies: (answer) => answer.response.status >= 400 && typeof codeOf(answer) === 'string',
    judge: (answer) => {
      const value = String(codeOf(answer));
      if (codes.includes(value)) return [];
      return [{ message: `${answer.purpose}: the code is not ${expected}`, path: 'code', expected, value }];
    },
  };
}

/** The answer equals the earlier one, byte for byte. */
export const isReplayed: Expectation = {
  demandsAnswer: true,
  judge: (answer, earlier) => (earlier === undefined ? [] : replayDifference(answer, earlier)),
};

/** The answer is a 200, or refuses the reused request id as documented. */
export const isServedOrRefusedAsReused: Expectation = {
  demandsAnswer: true,
  judge: (answer) => {
    const { status: actual } = answer.response;
    const actualCode = codeOf(answer);
    return unless(actual === 200 || (actual === 400 && String(actualCode) === '4120'), {
      message: `${answer.purpose}: neither served nor refused as documented`,
      expected: '200, or 400 with code "4120"',
      actual: `${actual} with ${actualCode === undefined ? 'no code' : `code ${JSON.stringify(actualCode)}`}`,
    });
  },
};

/** The read-only fields equal those of the earlier answer. */
export const hasSameReadOnlyFields: Expectation = {
  applies: ({ response }) => response.status >= 200 && response.status < 300 && bodyOf(response).kind === 'json',
  judge: (answer, earlier) =>
    earlier === undefined
      ? []
      : differences(earlier.response, answer.response).map(({ path, before, after }) => ({
          message: `${path} changed between two reads a moment apart`,
          path,
          expected: before === undefined ? `absent, as in ${earlier.id}` : `as in ${earlier.id}`,
          expectedValue: before,
          ...(after === undefined ? { actual: 'absent' } : { value: after }),
        })),
};

/** The answer repeats the X-Request-Id of its request. */
export const repeatsRequestId: Expectation = {
  judge: ({ request, response, purpose }) =>
    unless(response.headers['x-request-id'] === request.headers['x-request-id'], {
      message: `${purpose}: X-Request-Id is not repeated`,
      path: 'header: x-request-id',
      expected: 'the id of the request',
      actual: response.headers['x-request-id'] ?? 'absent',
    }),
};

/** A 401 has WWW-Authenticate. */
export const namesScheme: Expectation = {
  applies: ({ response }) => response.status === 401,
  judge: ({ response, purpose }) =>
    unless(response.headers['www-authenticate'] !== undefined, {
      message: `${purpose}: the 401 has no WWW-Authenticate`,
      path: 'header: www-authenticate',
      expected: 'Bearer',
      actual: 'absent',
    }),
};

/** The code of an error in the service's shape; absent in every other body. */
function codeOf({ response }: Answered): unknown {
  const body = bodyOf(response);
  return body.kind === 'json' && isObject(body.value) ? body.value['code'] : undefined;
}
