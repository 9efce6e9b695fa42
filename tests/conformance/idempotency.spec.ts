import { isReplayed, isServedOrRefusedAsReused } from '../../src/checks/expectations.js';
import type { Api } from '../../src/suite/api.js';
import { expects, test } from './conformance.js';
import { replay } from './shared-expectations.js';

test(
  'Replay: a reused correlation id, with a new request id',
  ...expects((api) => api.get({ correlationId: 'used' }), replay),
);

// Other code may serve the Large Government Agency customer.
const lgaIfNamed = ({ configuration }: Api) =>
  configuration.lgaCustomerId === undefined ? {} : { customer: 'lga' as const };

test(
  'Replay: a reused correlation id, with the same request id',
  ...expects((api) => api.get({ ...lgaIfNamed(api), correlationId: 'used', requestId: 'used' }), {
    'idempotency.replay-ignores-request-id': isReplayed,
  }),
);

test(
  'Replay: the reused correlation id of a refused request',
  ...expects((api) => api.get({ customer: 'unknown', correlationId: 'used' }), replay),
);

test(
  '200 or 400: a reused request id, with a new correlation id',
  ...expects((api) => api.get({ requestId: 'used' }), {
    'idempotency.duplicate-request-id': isServedOrRefusedAsReused,
  }),
);
