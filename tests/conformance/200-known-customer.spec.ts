import { repeatsRequestId, status } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';
import { known, lga, sameAsFirst } from './shared-expectations.js';

test(
  '200: the known customer',
  ...expects((api) => api.first(), { ...known, 'header.request-id-echo': repeatsRequestId }),
);

test('200: the Large Government Agency customer', ...expects((api) => api.first('lga'), lga));

test(
  '200: header names in lower case',
  ...expects((api) => api.get({ headerNames: 'in lower case' }), {
    'status.header-names': status(200),
    ...sameAsFirst,
  }),
);

const withoutRequestId = { 'status.no-request-id': status(200), ...sameAsFirst };

test('200: no X-Request-Id', ...expects((api) => api.get({ requestId: 'missing' }), withoutRequestId));

// A server that always generates the same id would refuse the second request.
test('200: no X-Request-Id again', ...expects((api) => api.get({ requestId: 'missing' }), withoutRequestId));
