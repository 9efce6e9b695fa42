import { isReplayed, isServedOrRefusedAsUsed } from '../../src/checks/expectations.js';
import type { Api } from '../../src/suite/api.js';
import { expects, test } from './conformance.js';
import { replay } from './shared-expectations.js';

test(
  'Replay: a correlation id again, with another request id',
  ...expects((api) => api.get({ correlationId: 'used' }), replay),
);

// Other code may serve the Large Government Agency customer.
const lgaIfNamed = ({ configuration }: Api) =>
  configuration.lgaCustomerId === undefined ? {} : { customer: 'lga' as const };

test(
  'Replay: a correlation id again, with its request id',
  ...expects((api) => api.get({ ...lgaIfNamed(api), correlationId: 'used', requestId: 'used' }), {
    'idempotency.replay-ignores-request-id': isReplayed,
  }),
);

test(
  'Replay: the correlation id of a refused request again',
  ...expects((api) => api.get({ customer: 'unknown', correlationId: 'used' }), replay),
);

test(
  '200 or 400: a request id again, with another correlation id',
  ...expects((api) => api.get({ requestId: 'used' }), { 'idempotency.duplicate-request-id': isServedOrRefusedAsUsed }),
);
