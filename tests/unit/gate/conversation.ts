import { Conversation } from '../../../src/gate/conversation.js';
import { operationOf, type RecordedRequest } from '../../../src/gate/recorded-request.js';
import type { Habits } from '../../../src/gate/retries.js';
import type { Breach } from '../../../src/gate/rules/rule.js';
import { rules } from '../../../src/gate/rules/rules.js';
import type { RequirementId } from '../../../src/requirements/catalogue.js';

export const CREDENTIALS = {
  apiKey: 'key-of-the-run',
  clientSecret: 'secret-of-the-run',
  accessToken: 'token-of-the-run',
};

/** A request, and what became of it, as far as a test cares. */
export interface Step {
  method?: string;
  target?: string;
  /** Headers that differ from those of a good call; undefined: the header is not sent. */
  headers?: Record<string, string | undefined>;
  repeatedHeaders?: string[];
  hasBody?: boolean;
  /** Default: one process sends everything. */
  sender?: string;
  /** The status of the answer, or none. Default: 200. */
  answer?: number | 'none';
  answerHeaders?: Record<string, string>;
  /** A token that the answer gives out. */
  token?: string;
  /** Milliseconds after the answer to the request before. Default: 1000. */
  after?: number;
  /** Milliseconds until the answer. Default: 5. */
  takes?: number;
}

/** The requests of some steps; each is a good call of one customer but for what the step says. */
export function requestsOf(steps: readonly Step[]): RecordedRequest[] {
  let clock = 0;
  return steps.map((step, index): RecordedRequest => {
    const { answer = 200, after = 1000, takes = 5 } = step;
    const arrivedAt = clock + after;
    clock = arrivedAt + takes;
    const { method = 'GET', target = '/v3/customers/1000000001' } = step;
    return {
      ...{ method, target, operation: operationOf({ method, target }) },
      headers: headersOf(step, index),
      repeatedHeaders: step.repeatedHeaders ?? [],
      ...(step.hasBody === undefined ? {} : { hasBody: step.hasBody }),
      id: `x${index + 1}`,
      sender: step.sender ?? 'process 1',
      arrivedAt,
      startedAt: arrivedAt,
      endedAt: clock,
      ...(answer === 'none'
        ? {}
        : {
            answer: {
              status: answer,
              headers: { 'content-type': 'application/json', ...step.answerHeaders },
              bytes: Buffer.from(JSON.stringify(step.token === undefined ? {} : { access_token: step.token })),
            },
          }),
    };
  });
}

/** What one rule says about each of some requests: a breach, `kept`, or `not asked`. */
export function breachesOn(
  steps: readonly Step[],
  requirement: RequirementId,
  habits?: Partial<Habits>,
): (Breach | string)[] {
  const rule = rules.find((candidate) => candidate.requirement === requirement);
  if (rule === undefined) throw new Error(`there is no rule ${requirement}`);
  const requests = requestsOf(steps);
  const conversation = new Conversation(
    requests,
    CREDENTIALS,
    habits && { counts: new Map(), repeated: new Set(), renewed: new Set(), ...habits },
  );
  return requests.map((request) =>
    rule.applies(request, conversation) ? (rule.judge(request, conversation) ?? 'kept') : 'not asked',
  );
}

/** The same with the message of a breach alone. */
export function verdictsOn(...given: Parameters<typeof breachesOn>): string[] {
  return breachesOn(...given).map((breach) => (typeof breach === 'string' ? breach : breach.message));
}

function headersOf({ headers = {} }: Step, index: number): Record<string, string> {
  const good: Record<string, string | undefined> = {
    'x-request-id': `request-${index}`,
    'x-correlation-id': `correlation-${index}`,
    accept: 'application/json',
    'content-type': 'application/json',
    authorization: `Bearer ${CREDENTIALS.accessToken}`,
    'x-api-key': CREDENTIALS.apiKey,
    ...headers,
  };
  return Object.fromEntries(Object.entries(good).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
