import { seededCustomers } from '../sandbox/customers.js';
import { all, set, type Change, type Json } from '../sandbox/faults/changes.js';
import type { Hooks } from '../sandbox/faults/fault.js';
import { documentedRefusal, type Answer } from '../sandbox/provider.js';
import type { WireAction } from '../sandbox/wire.js';

/** One way in which the contract allows a server to answer. */
export interface Scenario {
  /** What `--scenario` takes, and VIPMP_SCENARIO says. */
  readonly name: string;
  /** One sentence, without its full stop. */
  readonly description: string;
  /** What a client should do: one sentence, without its full stop. */
  readonly advice: string;
  /** How the sandbox departs from answering known customers with their data. */
  readonly hooks: Hooks;
  /** If it disturbs nothing, or only calls that are answered with a customer. Otherwise, the first call is disturbed. */
  readonly disturbs?: 'nothing' | 'customers';
}

/** A scenario waits only once per run, so that all scenarios together take a few seconds. */
const SLOW_MS = 2000;

const everyAnswer = (answer: Answer): Hooks => ({ answer: () => answer });

const firstAnswers = (...answers: Answer[]): Hooks => ({
  answer: (proper, _request, count) => answers[count - 1] ?? proper,
});

const SERVER_ERROR = documentedRefusal('1124');
const EXPIRED = documentedRefusal('4116');
const THROTTLED: Answer = { ...documentedRefusal('4118'), headers: { 'retry-after': '1' } };

const firstOnWire = (action: WireAction): Hooks => ({
  wire: (_request, count) => (count === 1 ? action : undefined),
});

/** Every known customer shows the data of a seeded one, under the requested id. */
function everyCustomerAs(name: string): Hooks {
  const shown = seededCustomers.find((it) => it.name === name)?.customer;
  if (shown === undefined) throw new Error(`the sandbox has no customer ${name}`);
  return {
    customer(_customer, { id }) {
      const body = structuredClone(shown) as unknown as Json;
      all(set('customerId', id), set('links.self.uri', `/v3/customers/${id}`))(body);
      return body;
    },
  };
}

function everyCustomerWith(change: Change): Hooks {
  return {
    customer(customer) {
      change(customer);
      return customer;
    },
  };
}

const ADDED = { since: '2027-01', flags: ['new'] };

/** What the contract allows, in the order in which `--scenarios` runs it. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'ok',
    description: 'every request is answered as documented',
    advice: 'do what it always does',
    disturbs: 'nothing',
    hooks: {},
  },
  {
    name: '400',
    description: 'every request is refused as a bad request',
    advice: 'report a bad request, without a retry: the same request would be refused again',
    hooks: everyAnswer(documentedRefusal('4119')),
  },
  {
    name: '401',
    description: 'every request is refused because of its token',
    advice: 'fetch a new token once, and report that it is not authorized if that is refused too',
    hooks: everyAnswer(documentedRefusal('4116')),
  },
  {
    name: '403',
    description: 'every request is refused because of its API key',
    advice: 'report that the API key is refused, without a retry',
    hooks: everyAnswer(documentedRefusal('4115')),
  },
  {
    name: '404',
    description: 'no customer is known',
    advice: 'report that the customer does not exist, without a retry',
    hooks: everyAnswer(documentedRefusal('1116')),
  },
  {
    name: 'lga',
    description: 'every customer is a Large Government Agency in a group',
    advice: 'read the customer, whose benefits and linkedMembership have more fields',
    disturbs: 'customers',
    hooks: everyCustomerAs('lga-owner'),
  },
  {
    name: 'commitment-nulls',
    description: 'every customer has a three-year commit whose requests are null',
    advice: 'read the customer, and treat null like a field that is missing',
    disturbs: 'customers',
    hooks: everyCustomerAs('commit-running'),
  },
  {
    name: 'sparse',
    description: 'every customer is an older account without address, discounts and market segment',
    advice: 'read the customer, and do without what is missing',
    disturbs: 'customers',
    hooks: everyCustomerAs('sparse'),
  },
  {
    name: 'unknown-field',
    description: 'every customer has an undocumented field, at the top and in companyProfile',
    advice: 'read the customer, and ignore fields that it does not know',
    disturbs: 'customers',
    hooks: everyCustomerWith(all(set('addedLater', ADDED), set('companyProfile.addedLater', ADDED))),
  },
  {
    name: 'gateway-error',
    description: 'every request is refused by the gateway in front of the service, in its own shape',
    advice: 'report that access is refused: the body has error_code and message in place of code',
    hooks: everyAnswer({
      status: 403,
      headers: {},
      body: { error_code: '403003', message: 'Api Key is invalid' },
    }),
  },
  {
    name: 'server-error',
    description: 'the first request is answered with a server error (500)',
    advice: 'retry after a pause, with a new request id and a new correlation id, or report the error',
    hooks: firstAnswers(SERVER_ERROR),
  },
  {
    name: 'throttled',
    description: 'the first request is throttled for a second (429 with Retry-After)',
    advice: 'retry after that second, with a new request id and a new correlation id, or report the error',
    hooks: firstAnswers(THROTTLED),
  },
  {
    name: 'slow',
    description: 'the first request is answered after two seconds',
    advice: 'wait, or give up and retry with the same correlation id and a new request id',
    hooks: firstOnWire({ kind: 'delay', ms: SLOW_MS }),
  },
  {
    name: 'reset',
    description: 'the connection of the first request is reset',
    advice: 'retry, with a new request id; the correlation id may be the same, since no response came',
    hooks: firstOnWire({ kind: 'reset' }),
  },
  {
    name: 'expired-token',
    description: 'the token of the first request has expired (401)',
    advice: 'fetch a new token and retry, with a new request id and a new correlation id',
    hooks: firstAnswers(EXPIRED),
  },
];

const FAILURES = [SERVER_ERROR, EXPIRED, THROTTLED] as const;

/** The statuses of the failures that {@link rehearsal} begins with. */
export const REHEARSED: readonly number[] = FAILURES.map(({ status }) => status);

/**
 * What tests that passed are run in once more, to see what the client sends when calls fail. It is none of the
 * scenarios that tests have to know.
 */
export const rehearsal: Scenario = {
  name: 'failures',
  description: 'the first three requests fail, with 500, 401 and 429, and the others are answered as documented',
  advice: 'retry each as in server-error, expired-token and throttled, or report the error',
  hooks: firstAnswers(...FAILURES),
};
