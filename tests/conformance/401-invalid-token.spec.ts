import { code, namesScheme, status } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';

const refusal = { 'error.code-invalid-token': code('4116'), 'header.www-authenticate': namesScheme };

// The documentation does not say whether a token without Bearer is an invalid token or a missing one.
const refusalOfScheme = { ...refusal, 'error.code-invalid-token': code('4116', '4117') };

test(
  '401: an invalid token',
  ...expects((api) => api.get({ token: 'invalid' }), { 'status.invalid-token': status(401), ...refusal }),
);

test(
  '401: the token is cut short',
  ...expects((api) => api.get({ token: 'truncated' }), { 'status.truncated-token': status(401), ...refusal }),
);

test(
  '401: more characters after the token',
  ...expects((api) => api.get({ token: 'extended' }), { 'status.extended-token': status(401), ...refusal }),
);

test(
  '401: the token in the other letter case',
  ...expects((api) => api.get({ token: 'in other case' }), { 'status.token-case': status(401), ...refusal }),
);

test(
  '401: the token under the scheme Basic',
  ...expects((api) => api.get({ token: 'under Basic' }), { 'status.basic-scheme': status(401), ...refusalOfScheme }),
);

test(
  '401: the token without a scheme',
  ...expects((api) => api.get({ token: 'without a scheme' }), { 'status.no-scheme': status(401), ...refusalOfScheme }),
);
