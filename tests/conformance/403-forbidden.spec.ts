import { code, status, statusRather } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';

const refusal = { 'error.code-api-key': code('4115') };

test(
  '403: no Authorization',
  ...expects((api) => api.get({ token: 'missing' }), {
    'status.missing-token': status(403, 401),
    'status.missing-token-forbidden': statusRather(403),
    'error.code-missing-token': code('4117'),
  }),
);

// The documentation does not say whether Bearer alone is an invalid token or a missing one.
test(
  '401 or 403: Bearer without a token',
  ...expects((api) => api.get({ token: 'empty' }), {
    'status.empty-token': status(401, 403),
    'error.code-invalid-token': code('4116', '4117'),
  }),
);

test(
  '403: an invalid X-Api-Key',
  ...expects((api) => api.get({ apiKey: 'invalid' }), { 'status.invalid-key': status(403), ...refusal }),
);

test(
  '403: no X-Api-Key',
  ...expects((api) => api.get({ apiKey: 'missing' }), { 'status.missing-key': status(403), ...refusal }),
);

test(
  '403: an empty X-Api-Key',
  ...expects((api) => api.get({ apiKey: 'empty' }), { 'status.empty-key': status(403), ...refusal }),
);

test(
  '403: the X-Api-Key is cut short',
  ...expects((api) => api.get({ apiKey: 'truncated' }), { 'status.truncated-key': status(403), ...refusal }),
);

test(
  '403: more characters after the X-Api-Key',
  ...expects((api) => api.get({ apiKey: 'extended' }), { 'status.extended-key': status(403), ...refusal }),
);

test(
  '403: the X-Api-Key in the other letter case',
  ...expects((api) => api.get({ apiKey: 'in other case' }), { 'status.key-case': status(403), ...refusal }),
);
