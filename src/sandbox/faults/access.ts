import { CREDENTIALS } from '../credentials.js';
import type { Rules } from '../provider.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf } from './records.js';

const rules = (changed: Partial<Rules>): Hooks => ({ rules: changed });

/** The requirements on keys that are neither the good one nor absent, apart from an invented one. */
export const ALTERED_KEYS = [
  'status.empty-key',
  'status.truncated-key',
  'status.extended-key',
  'status.key-case',
] as const;
/** The requirements on what somebody made of the good token. */
export const ALTERED_TOKENS = ['status.truncated-token', 'status.extended-token'] as const;

/** Faults in what is checked before a customer is shown: key, token, scheme and correlation id. */
export const accessFaults: readonly Fault[] = faultsOf({
  'status.invalid-key': [
    [
      'key-unchecked',
      'any key is good, a missing one too',
      rules({ acceptsKey: () => true }),
      { breaks: ['status.missing-key', ...ALTERED_KEYS] },
    ],
    [
      'key-only-present',
      'any key that is there is good',
      rules({ acceptsKey: (key) => key !== undefined }),
      { breaks: ALTERED_KEYS },
    ],
  ],
  'status.missing-key': [
    ['key-optional', 'a missing key is good', rules({ acceptsKey: (key, good) => key === undefined || key === good })],
  ],
  'status.empty-key': [
    ['key-empty', 'an empty key is good', rules({ acceptsKey: (key, good) => key === '' || key === good })],
  ],
  'status.key-case': [
    [
      'key-in-any-case',
      'a key is accepted in any case of its letters',
      rules({ acceptsKey: (key = '', good) => key.toLowerCase() === good.toLowerCase() }),
    ],
  ],
  'status.empty-token': [
    [
      'token-empty',
      'Bearer without a token is good',
      rules({
        acceptsAuthorization: (authorization) =>
          authorization === 'Bearer' || authorization === `Bearer ${CREDENTIALS.accessToken}`,
      }),
    ],
  ],
  'status.truncated-key': [
    [
      'key-prefix',
      'the beginning of a good key is good',
      rules({ acceptsKey: (key, good) => key !== undefined && key !== '' && good.startsWith(key) }),
    ],
  ],
  'status.extended-key': [
    [
      'key-with-tail',
      'what begins with a good key is good',
      rules({ acceptsKey: (key, good) => key?.startsWith(good) === true }),
    ],
  ],
  'status.extended-token': [
    [
      'token-with-tail',
      'what begins with a good token is good',
      rules({
        acceptsAuthorization: (authorization) => authorization.startsWith(`Bearer ${CREDENTIALS.accessToken}`),
      }),
    ],
  ],
  'status.invalid-token': [
    [
      'token-unchecked',
      'any token is good',
      rules({ acceptsAuthorization: () => true }),
      { breaks: [...ALTERED_TOKENS, 'status.empty-token', 'status.basic-scheme', 'status.no-scheme'] },
    ],
    [
      'bearer-token-unchecked',
      'any bearer token is good',
      rules({ acceptsAuthorization: (authorization) => authorization.startsWith('Bearer ') }),
      { breaks: ALTERED_TOKENS },
    ],
  ],
  'status.truncated-token': [
    [
      'token-prefix',
      'the beginning of a good token is good',
      rules({
        acceptsAuthorization: (authorization) =>
          /^Bearer ./.test(authorization) && `Bearer ${CREDENTIALS.accessToken}`.startsWith(authorization),
      }),
    ],
    [
      'token-without-last-character',
      'the last character of a token is not compared',
      rules({
        acceptsAuthorization: (authorization) =>
          [0, -1].some((end) => authorization === `Bearer ${CREDENTIALS.accessToken.slice(0, end || undefined)}`),
      }),
    ],
  ],
  'status.basic-scheme': [
    [
      'scheme-any',
      'a good token is good under any scheme',
      rules({
        acceptsAuthorization: (authorization, isToken) =>
          /^\S+ /.test(authorization) && isToken(authorization.split(' ')[1] ?? ''),
      }),
    ],
  ],
  'status.no-scheme': [
    [
      'scheme-optional',
      'a good token is good without a scheme',
      rules({ acceptsAuthorization: (authorization, isToken) => isToken(authorization.replace(/^Bearer /, '')) }),
    ],
    [
      'scheme-ignored',
      'a good token is good under any scheme and without one',
      rules({ acceptsAuthorization: (authorization, isToken) => isToken(authorization.replace(/^\S+ /, '')) }),
      { breaks: ['status.basic-scheme'] },
    ],
  ],
  'status.missing-token': [['token-optional', 'a missing token is good', rules({ acceptsMissingToken: true })]],
  'status.missing-correlation-id': [
    ['correlation-id-optional', 'a missing correlation id is good', rules({ acceptsCorrelationId: (id) => id !== '' })],
    [
      'correlation-id-unchecked',
      'a missing or empty correlation id is good',
      rules({ acceptsCorrelationId: () => true }),
      { breaks: ['status.empty-correlation-id'] },
    ],
  ],
  'status.empty-correlation-id': [
    [
      'correlation-id-empty',
      'an empty correlation id is good',
      rules({ acceptsCorrelationId: (id) => id !== undefined }),
    ],
  ],
});
