import type { Answer, Role } from '../provider.js';
import { bytesOf } from '../reply.js';
import { all, drop, set, type Change } from './changes.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf, restated, when, whenRefused } from './records.js';

const REPLAYS = { breaks: ['idempotency.replay-ignores-request-id'] } as const;
const READ_ONLY = { breaks: ['idempotency.read-only-fields'] } as const;

/** A field of the ordinary customer that has another value at every read. */
const flapping = (field: string, value: (read: number) => unknown): Hooks => ({
  customer(customer, { role }, read) {
    if (role === 'ordinary') customer[field] = value(read);
    return customer;
  },
});

/** A change of one customer from a read of it on. */
const fromRead = (first: number, changed: Role, change: Change): Hooks => ({
  customer(customer, { role }, read) {
    if (role === changed && read >= first) change(customer);
    return customer;
  },
});

/** Changes the first responses that are given again. */
const whenReplayed = (change: Partial<Answer> | ((answer: Answer) => Partial<Answer>)): Hooks =>
  when(({ isReplay }) => isReplay, change);

/** The same content in more bytes. */
const longer = (answer: Answer): Partial<Answer> => ({ body: `${bytesOf(answer).toString()}\n` });

const changing = flapping('externalReferenceId', (read) => `read-${read}`);
const alternating = (field: string, first: string, second: string): Hooks =>
  flapping(field, (read) => (read % 2 === 0 ? second : first));

/** Faults that show over several requests. */
export const idempotencyFaults: readonly Fault[] = faultsOf({
  'idempotency.replay': {
    'replay-forgotten': [
      'an answered correlation id is processed again, with another externalReferenceId',
      { ...changing, rules: { replays: false } },
    ],
    'replay-forgotten-status': [
      'an answered correlation id is processed again, with another status',
      { ...alternating('status', '1000', '1002'), rules: { replays: false } },
      { also: ['idempotency.read-only-fields'] },
    ],
    'replay-by-request-id': [
      'an answered request id is replayed, and an answered correlation id processed again',
      { ...changing, rules: { replaysBy: 'x-request-id' } },
    ],
    'replay-reformatted': ['a replayed response has the same content in other bytes', whenReplayed(longer), REPLAYS],
    'replay-of-refusals': [
      'a refused correlation id is refused again, with another message',
      whenRefused('1116', (_answer, count) => ({ body: { code: '1116', message: `refused: ${count}` } })),
    ],
    'replay-forgotten-late': [
      'after twenty-seven requests an answered correlation id is processed again',
      when(({ isReplay, count }) => isReplay && count > 27, longer),
    ],
    'replay-208': ['a replayed response has the status 208', whenReplayed({ status: 208 }), REPLAYS],
    'replay-409': [
      'an answered correlation id is refused with 409',
      whenReplayed({ status: 409, body: { code: '4119', message: 'used' } }),
      REPLAYS,
    ],
    'replay-500': [
      'an answered correlation id is answered 500',
      whenReplayed({ status: 500, body: { code: '1124', message: 'used' } }),
      REPLAYS,
    ],
    'replay-empty': [
      'a replayed response has an empty body',
      whenReplayed({ body: '' }),
      { ...REPLAYS, also: ['error.body'] },
    ],
  },
  'idempotency.replay-ignores-request-id': {
    'request-id-before-replay': [
      'a used request id is refused even if a response is to be replayed',
      { rules: { looksAtRequestIdFirst: true } },
    ],
    'replay-of-agencies': [
      'the replayed response about an agency has other bytes',
      when(({ isReplay, role }) => isReplay && role === 'agency', longer),
    ],
  },
  'idempotency.duplicate-request-id': {
    'used-request-id-409': ['a used request id is answered 409', restated('4120', 409)],
    'used-request-id-403': ['a used request id is answered 403', restated('4120', 403)],
    'used-request-id-500': [
      'a used request id is answered 500',
      whenRefused('4120', { status: 500, body: { code: '1124', message: 'Internal error' } }),
    ],
    'used-request-id-code': [
      'a used request id is refused with the code 4119',
      whenRefused('4120', { body: { code: '4119', message: 'The request id was used' } }),
    ],
  },
  'customer.object': {
    'used-request-id-empty-200': [
      'a used request id is answered 200 with an empty object',
      whenRefused('4120', { status: 200, body: {} }),
    ],
  },
  'idempotency.read-only-fields': {
    'read-only-flapping': ['status changes from read to read', alternating('status', '1000', '1002')],
    'creation-date-now': [
      'creationDate is the time of the read',
      flapping('creationDate', (read) => `2026-01-01T00:00:${String(read % 60).padStart(2, '0')}Z`),
    ],
    'coterm-date-flapping': [
      'cotermDate changes from read to read',
      alternating('cotermDate', '2027-05-02', '2028-05-02'),
    ],
    'coterm-date-vanishing': ['cotermDate is empty at every other read', alternating('cotermDate', '2027-05-02', '')],
    'links-flapping': [
      'links.self.headers grows from read to read',
      flapping('links', (read) => ({
        self: { uri: '/v3/customers/9876543210', method: 'GET', headers: Array.from({ length: read }, () => ({})) },
      })),
    ],
  },
  'customer.status': {
    'status-number-after-three': [
      'after three reads of the known customer its status is a number',
      fromRead(4, 'ordinary', set('status', 1000)),
      READ_ONLY,
    ],
  },
  'lga.declared': {
    'agency-forgotten': ['the second read of an agency lacks its benefits', fromRead(2, 'agency', drop('benefits'))],
  },
  'customer.names-customer': {
    'customer-of-another': [
      'an agency is answered with another customer',
      fromRead(1, 'agency', all(set('customerId', '9876543210'), set('links.self.uri', '/v3/customers/9876543210'))),
      { breaks: ['links.self-uri'] },
    ],
    'customer-flapping': [
      'customerId is that of another customer at every other read',
      alternating('customerId', '9876543210', '9876543211'),
      READ_ONLY,
    ],
  },
});
