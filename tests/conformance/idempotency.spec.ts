import { isReplayed, isServedOrRefusedAsUsed } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';
import { replay } from './shared-expectations.js';

test(
  'Replay: a correlation id again, with another request id',
  ...expects(async ({ api }) => api.get({ correlationId: 'used' }, await api.first()), replay),
);

test(
  'Replay: a correlation id again, with its request id',
  ...expects(async ({ api }) => api.get({ correlationId: 'used', requestId: 'used' }, await api.first()), {
    'idempotency.replay-ignores-request-id': isReplayed,
  }),
);

test(
  'Replay: the correlation id of a refused request again',
  ...expects(async ({ api }) => {
    const refused = await api.get({ customer: 'unknown' });
    return api.get({ customer: 'unknown', correlationId: 'used' }, refused);
  }, replay),
);

test(
  '200 or 400: a request id again, with another correlation id',
  ...expects(async ({ api }) => api.get({ requestId: 'used' }, await api.first()), {
    'idempotency.duplicate-request-id': isServedOrRefusedAsUsed,
  }),
);
