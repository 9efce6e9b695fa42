import { code, status } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';

const refusal = { 'error.code-correlation-id': code('4119') };

test(
  '400: no X-Correlation-Id',
  ...expects((api) => api.get({ correlationId: 'missing' }), {
    'status.missing-correlation-id': status(400),
    ...refusal,
  }),
);

test(
  '400: an empty X-Correlation-Id',
  ...expects((api) => api.get({ correlationId: 'empty' }), { 'status.empty-correlation-id': status(400), ...refusal }),
);
