import { code, status, statusRather, type Expectations } from '../../src/checks/expectations.js';
import type { Variation } from '../../src/exchange/variation.js';
import { expects, test } from './conformance.js';
import { invalidOrMissingToken } from './shared-expectations.js';

const withKey = (apiKey: NonNullable<Variation['apiKey']>, expected: Expectations) =>
  expects((api) => api.get({ apiKey }), { ...expected, 'error.code-api-key': code('4115') });

test('403: an invalid X-Api-Key', ...withKey('invalid', { 'status.invalid-key': status(403) }));

test('403: no X-Api-Key', ...withKey('missing', { 'status.missing-key': status(403) }));

test('403: an empty X-Api-Key', ...withKey('empty', { 'status.empty-key': status(403) }));

test('403: a truncated X-Api-Key', ...withKey('truncated', { 'status.truncated-key': status(403) }));

test('403: an X-Api-Key plus extra characters', ...withKey('extended', { 'status.extended-key': status(403) }));

test('403: the X-Api-Key in swapped letter case', ...withKey('in other case', { 'status.key-case': status(403) }));

test(
  '403: no Authorization',
  ...expects((api) => api.get({ token: 'missing' }), {
    'status.missing-token': status(403, 401),
    'status.missing-token-forbidden': statusRather(403),
    'error.code-missing-token': code('4117'),
  }),
);

test(
  '401 or 403: Bearer without a token',
  ...expects((api) => api.get({ token: 'empty' }), {
    'status.empty-token': status(401, 403),
    ...invalidOrMissingToken,
  }),
);
