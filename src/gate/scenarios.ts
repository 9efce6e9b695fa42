import { seededCustomers } from '../sandbox/customers.js';
import { all, set, type Change, type Json } from '../sandbox/faults/changes.js';
import type { Hooks } from '../sandbox/faults/fault.js';
import { refusal, type Answer } from '../sandbox/provider.js';
import type { WireAction } from '../sandbox/wire.js';

/** One way in which the contract allows a server to answer. */
export interface Scenario {
  /** What `--scenario` takes. */
  readonly name: string;
  /** One sentence, without its full stop. */
  readonly describes: string;
  /** How the sandbox departs from answering known customers with their data. */
  readonly hooks: Hooks;
}

/** Scenarios that wait do so once in a run, so that all of them together wait for a few seconds. */
const SLOW_MS = 2000;

const everyAnswer = (answer: Answer): Hooks => ({ answer: () => answer });

const firstAnswer = (answer: Answer): Hooks => ({
  answer: (proper, _request, count) => (count === 1 ? answer : proper),
});

const firstOnWire = (action: WireAction): Hooks => ({
  wire: (_request, count) => (count === 1 ? action : undefined),
});

/** Every known customer shows the data of a seeded one, under the id that was asked for. */
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
  { name: 'ok', describes: 'every request is answered as documented', hooks: {} },
  {
    name: '400',
    describes: 'every request is refused as a bad request',
    hooks: everyAnswer(refusal(400, '4119', 'The correlation id is missing or invalid')),
  },
  {
    name: '401',
    describes: 'every request is refused for its token',
    hooks: everyAnswer(refusal(401, '4116', 'The authorization token is invalid')),
  },
  {
    name: '403',
    describes: 'every request is refused for its API key',
    hooks: everyAnswer(refusal(403, '4115', 'The API key is invalid or missing')),
  },
  {
    name: '404',
    describes: 'no customer is known',
    hooks: everyAnswer(refusal(404, '1116', 'There is no such customer')),
  },
  {
    name: 'lga',
    describes: 'every customer is a Large Government Agency in a group',
    hooks: everyCustomerAs('lga-owner'),
  },
  {
    name: 'commitment-nulls',
    describes: 'every customer has a three-year commit whose requests are null',
    hooks: everyCustomerAs('commit-running'),
  },
  {
    name: 'sparse',
    describes: 'every customer is an older account without address, discounts and market segment',
    hooks: everyCustomerAs('sparse'),
  },
  {
    name: 'unknown-field',
    describes: 'every customer has a field that nobody documents, at the top and in companyProfile',
    hooks: everyCustomerWith(all(set('addedLater', ADDED), set('companyProfile.addedLater', ADDED))),
  },
  {
    name: 'gateway-error',
    describes: 'every request is refused by the gateway in front of the service, in its own shape',
    hooks: everyAnswer({
      status: 403,
      headers: {},
      body: { error_code: '403003', message: 'Api Key is invalid' },
    }),
  },
  {
    name: 'server-error',
    describes: 'the first request meets a fault of the server',
    hooks: firstAnswer(refusal(500, '1124', 'Internal error')),
  },
  {
    name: 'throttled',
    describes: 'the first request is told to come back after a second',
    hooks: firstAnswer({ ...refusal(429, '4118', 'Too many requests'), headers: { 'retry-after': '1' } }),
  },
  {
    name: 'slow',
    describes: 'the first request is answered after two seconds',
    hooks: firstOnWire({ kind: 'delay', ms: SLOW_MS }),
  },
  {
    name: 'reset',
    describes: 'the connection of the first request is reset',
    hooks: firstOnWire({ kind: 'reset' }),
  },
  {
    name: 'expired-token',
    describes: 'the token of the first request has expired',
    hooks: firstAnswer(refusal(401, '4116', 'The authorization token has expired')),
  },
];
