import { namesScheme, status, type Expectations } from '../../src/checks/expectations.js';
import type { Variation } from '../../src/exchange/variation.js';
import { expects, test } from './conformance.js';
import { invalidOrMissingToken, invalidToken } from './shared-expectations.js';

const withToken = (token: NonNullable<Variation['token']>, expected: Expectations) =>
  expects((api) => api.get({ token }), { ...invalidToken, 'header.www-authenticate': namesScheme, ...expected });

test('401: an invalid token', ...withToken('invalid', { 'status.invalid-token': status(401) }));

test('401: a truncated token', ...withToken('truncated', { 'status.truncated-token': status(401) }));

test('401: a token plus extra characters', ...withToken('extended', { 'status.extended-token': status(401) }));

test('401: the token in swapped letter case', ...withToken('in other case', { 'status.token-case': status(401) }));

test(
  '401: the token under the Basic scheme',
  ...withToken('under Basic', { 'status.basic-scheme': status(401), ...invalidOrMissingToken }),
);

test(
  '401: the token without a scheme',
  ...withToken('without a scheme', { 'status.no-scheme': status(401), ...invalidOrMissingToken }),
);
