import type { Fault, Hooks } from './fault.js';
import { bytesOf } from '../reply.js';
import { changesAnswer, faultsOf, isRefusal } from './records.js';

const REPLAY = 'idempotency.replay-ignores-request-id';

/** A field of the ordinary customer that has another value at every read. */
const flapping = (field: string, value: (read: number) => unknown): Hooks => ({
  customer(customer, { role }, read) {
    if (role === 'ordinary') customer[field] = value(read);
    return customer;
  },
});

const changing = flapping('externalReferenceId', (read) => `read-${read}`);
const alternating = (first: string, second: string) => (read: number) => (read % 2 === 0 ? second : first);

/** Faults that show over several requests. */
export const idempotencyFaults: readonly Fault[] = faultsOf({
  'idempotency.replay': [
    [
      'replay-forgotten',
      'an answered correlation id is processed again, with another externalReferenceId',
      { ...changing, rules: { replays: false } },
    ],
    [
      'replay-forgotten-status',
      'an answered correlation id is processed again, with another status',
      { ...flapping('status', alternating('1000', '1002')), rules: { replays: false } },
      { also: ['idempotency.read-only-fields'] },
    ],
    [
      'replay-by-request-id',
      'an answered request id is replayed, and an answered correlation id processed again',
      { ...changing, rules: { replaysBy: 'x-request-id' } },
    ],
    [
      'replay-reformatted',
      'a replayed response has the same content in other bytes',
      changesAnswer(
        ({ replayed }) => replayed === true,
        (answer) => ({ body: `${bytesOf(answer).toString()}\n` }),
      ),
      { breaks: [REPLAY] },
    ],
    [
      'replay-of-refusals',
      'a refused correlation id is refused again, with another message',
      {
        answer: (answer, _request, count) =>
          isRefusal('1116')(answer) ? { ...answer, body: { code: '1116', message: `refused: ${count}` } } : answer,
      },
    ],
    [
      'replay-forgotten-late',
      'after twenty-seven requests an answered correlation id is processed again',
      {
        answer: (answer, _request, count) =>
          answer.replayed === true && count > 27 ? { ...answer, body: `${bytesOf(answer).toString()} ` } : answer,
      },
    ],
    [
      'replay-208',
      'a replayed response has the status 208',
      changesAnswer(({ replayed }) => replayed === true, { status: 208 }),
      { breaks: [REPLAY] },
    ],
    [
      'replay-409',
      'an answered correlation id is refused with 409',
      changesAnswer(({ replayed }) => replayed === true, { status: 409, body: { code: '4119', message: 'used' } }),
      { breaks: [REPLAY] },
    ],
    [
      'replay-500',
      'an answered correlation id is answered 500',
      changesAnswer(({ replayed }) => replayed === true, { status: 500, body: { code: '1124', message: 'used' } }),
      { breaks: [REPLAY] },
    ],
    [
      'replay-empty',
      'a replayed response has an empty body',
      changesAnswer(({ replayed }) => replayed === true, { body: '' }),
      { breaks: [REPLAY], also: ['error.body'] },
    ],
  ],
  'idempotency.replay-ignores-request-id': [
    [
      'request-id-before-replay',
      'a used request id is refused even if a response is to be replayed',
      { rules: { looksAtRequestIdFirst: true } },
    ],
    [
      'replay-of-agencies',
      'the replayed response about an agency has other bytes',
      changesAnswer(
        ({ replayed }, { role }) => replayed === true && role === 'agency',
        (answer) => ({ body: ` ${bytesOf(answer).toString()}` }),
      ),
    ],
  ],
  'idempotency.duplicate-request-id': [
    ['used-request-id-409', 'a used request id is answered 409', changesAnswer(isRefusal('4120'), { status: 409 })],
    ['used-request-id-403', 'a used request id is answered 403', changesAnswer(isRefusal('4120'), { status: 403 })],
    [
      'used-request-id-500',
      'a used request id is answered 500',
      changesAnswer(isRefusal('4120'), { status: 500, body: { code: '1124', message: 'Internal error' } }),
    ],
    [
      'used-request-id-code',
      'a used request id is refused with the code 4119',
      changesAnswer(isRefusal('4120'), { body: { code: '4119', message: 'The request id was used' } }),
    ],
  ],
  'customer.object': [
    [
      'used-request-id-empty-200',
      'a used request id is answered 200 with an empty object',
      changesAnswer(isRefusal('4120'), { status: 200, body: {} }),
    ],
  ],
  'idempotency.read-only-fields': [
    ['read-only-flapping', 'status changes from read to read', flapping('status', alternating('1000', '1002'))],
    [
      'creation-date-now',
      'creationDate is the time of the read',
      flapping('creationDate', (read) => `2026-01-01T00:00:${String(read % 60).padStart(2, '0')}Z`),
    ],
    [
      'coterm-date-flapping',
      'cotermDate changes from read to read',
      flapping('cotermDate', alternating('2027-05-02', '2028-05-02')),
    ],
    [
      'coterm-date-vanishing',
      'cotermDate is empty at every other read',
      flapping('cotermDate', alternating('2027-05-02', '')),
    ],
    [
      'links-flapping',
      'links.self.headers grows from read to read',
      flapping('links', (read) => ({
        self: { uri: '/v3/customers/9876543210', method: 'GET', headers: Array.from({ length: read }, () => ({})) },
      })),
    ],
  ],
  'customer.status': [
    [
      'status-number-after-three',
      'after three reads of the known customer its status is a number',
      {
        customer(customer, { role }, read) {
          if (role === 'ordinary' && read > 3) customer['status'] = Number(customer['status']);
          return customer;
        },
      },
      { breaks: ['idempotency.read-only-fields'] },
    ],
  ],
  'lga.declared': [
    [
      'agency-forgotten',
      'the second read of an agency lacks its benefits',
      {
        customer(customer, { role }, read) {
          if (role === 'agency' && read > 1) delete customer['benefits'];
          return customer;
        },
      },
    ],
  ],
  'customer.names-customer': [
    [
      'customer-of-another',
      'an agency is answered with another customer',
      {
        customer(customer, { role }) {
          if (role !== 'agency') return customer;
          customer['customerId'] = '9876543210';
          customer['links'] = { self: { uri: '/v3/customers/9876543210', method: 'GET', headers: [] } };
          return customer;
        },
      },
      { breaks: ['links.self-uri'] },
    ],
    [
      'customer-flapping',
      'customerId is that of another customer at every other read',
      flapping('customerId', alternating('9876543210', '9876543211')),
      { breaks: ['idempotency.read-only-fields'] },
    ],
  ],
});
