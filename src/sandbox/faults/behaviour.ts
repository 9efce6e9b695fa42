import { AGENCY, ORDINARY } from './bodies.js';
import type { Fault } from './fault.js';
import { refuses } from './answers.js';

/** Faults that show in the behaviour over several requests. */
export const behaviourFaults: readonly Fault[] = [
  {
    name: 'replay-forgotten',
    describes: 'an answered correlation id is served anew, with another externalReferenceId',
    breaks: ['idempotency.replay'],
    // With the replay gone, a used request id is looked at.
    also: ['idempotency.replay-ignores-request-id'],
    rules: { replays: false },
    customer(customer, id, read) {
      if (id === ORDINARY) customer['externalReferenceId'] = `read-${read}`;
      return customer;
    },
  },
  {
    name: 'replay-reformatted',
    describes: 'a replayed response has the same content in other bytes',
    breaks: ['idempotency.replay', 'idempotency.replay-ignores-request-id'],
    also: [],
    answer: (answer, _request, count) => ({ ...answer, body: `${JSON.stringify(answer.body)}${' '.repeat(count)}` }),
  },
  {
    name: 'used-request-id-409',
    describes: 'a used request id is answered 409',
    breaks: ['idempotency.duplicate-request-id'],
    also: [],
    answer: (answer) => (refuses(answer, '4120') ? { ...answer, status: 409 } : answer),
  },
  {
    name: 'used-request-id-code',
    describes: 'a used request id is refused with the code 4119',
    breaks: ['idempotency.duplicate-request-id'],
    also: [],
    answer: (answer) =>
      refuses(answer, '4120') ? { ...answer, body: { code: '4119', message: 'The request id was used' } } : answer,
  },
  {
    name: 'read-only-flapping',
    describes: 'status changes from read to read',
    breaks: ['idempotency.read-only-fields'],
    also: [],
    customer(customer, id, read) {
      if (id === ORDINARY) customer['status'] = read % 2 === 0 ? '1002' : '1000';
      return customer;
    },
  },
  {
    name: 'creation-date-now',
    describes: 'creationDate is the time of the read',
    breaks: ['idempotency.read-only-fields'],
    also: [],
    customer(customer, _id, read) {
      customer['creationDate'] = `2026-01-01T00:00:${String(read % 60).padStart(2, '0')}Z`;
      return customer;
    },
  },
  {
    name: 'customer-of-another',
    describes: 'every customer is answered with the same one',
    breaks: ['customer.names-customer', 'links.self-uri'],
    also: [],
    customer(customer, id) {
      if (id !== AGENCY) return customer;
      customer['customerId'] = ORDINARY;
      customer['links'] = { self: { uri: `/v3/customers/${ORDINARY}`, method: 'GET', headers: [] } };
      return customer;
    },
  },
  {
    name: 'missing-token-hangs',
    describes: 'a request without Authorization is never answered',
    breaks: ['status.missing-token'],
    also: [],
    wire: ({ headers }) => (headers['authorization'] === undefined ? { kind: 'hang' } : undefined),
  },
  {
    name: 'missing-key-resets',
    describes: 'a request without X-Api-Key has its connection reset',
    breaks: ['status.missing-key'],
    also: [],
    wire: ({ headers }) => (headers['x-api-key'] === undefined ? { kind: 'reset' } : undefined),
  },
];
