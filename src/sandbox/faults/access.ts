import { CREDENTIALS } from '../credentials.js';
import type { Rules } from '../provider.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf } from './records.js';

const keys = (acceptsKey: Rules['acceptsKey']): Hooks => ({ rules: { acceptsKey } });
const tokens = (acceptsAuthorization: Rules['acceptsAuthorization']): Hooks => ({ rules: { acceptsAuthorization } });
const correlations = (acceptsCorrelationId: Rules['acceptsCorrelationId']): Hooks => ({
  rules: { acceptsCorrelationId },
});

const GOOD = `Bearer ${CREDENTIALS.accessToken}`;

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
      keys(() => true),
      { breaks: ['status.missing-key', ...ALTERED_KEYS] },
    ],
    ['key-only-present', 'any key that is there is good', keys((key) => key !== undefined), { breaks: ALTERED_KEYS }],
  ],
  'status.missing-key': [
    ['key-optional', 'a missing key is good', keys((key, good) => key === undefined || key === good)],
  ],
  'status.empty-key': [['key-empty', 'an empty key is good', keys((key, good) => key === '' || key === good)]],
  'status.key-case': [
    [
      'key-in-any-case',
      'a key is accepted in any case of its letters',
      keys((key = '', good) => key.toLowerCase() === good.toLowerCase()),
    ],
  ],
  'status.empty-token': [
    [
      'token-empty',
      'Bearer without a token is good',
      tokens((authorization) => authorization === 'Bearer' || authorization === GOOD),
    ],
  ],
  'status.truncated-key': [
    [
      'key-prefix',
      'the beginning of a good key is good',
      keys((key, good) => key !== undefined && key !== '' && good.startsWith(key)),
    ],
  ],
  'status.extended-key': [
    ['key-with-tail', 'what begins with a good key is good', keys((key, good) => key?.startsWith(good) === true)],
  ],
  'status.extended-token': [
    [
      'token-with-tail',
      'what begins with a good token is good',
      tokens((authorization) => authorization.startsWith(GOOD)),
    ],
  ],
  'status.invalid-token': [
    [
      'token-unchecked',
      'any token is good',
      tokens(() => true),
      { breaks: [...ALTERED_TOKENS, 'status.empty-token', 'status.basic-scheme', 'status.no-scheme'] },
    ],
    [
      'bearer-token-unchecked',
      'any bearer token is good',
      tokens((authorization) => authorization.startsWith('Bearer ')),
      { breaks: ALTERED_TOKENS },
    ],
  ],
  'status.truncated-token': [
    [
      'token-prefix',
      'the beginning of a good token is good',
      tokens((authorization) => /^Bearer ./.test(authorization) && GOOD.startsWith(authorization)),
    ],
    [
      'token-without-last-character',
      'the last character of a token is not compared',
      tokens((authorization) => [GOOD, GOOD.slice(0, -1)].includes(authorization)),
    ],
  ],
  'status.basic-scheme': [
    [
      'scheme-any',
      'a good token is good under any scheme',
      tokens((authorization, isToken) => /^\S+ /.test(authorization) && isToken(authorization.split(' ')[1] ?? '')),
    ],
  ],
  'status.no-scheme': [
    [
      'scheme-optional',
      'a good token is good without a scheme',
      tokens((authorization, isToken) => isToken(authorization.replace(/^Bearer /, ''))),
    ],
    [
      'scheme-ignored',
      'a good token is good under any scheme and without one',
      tokens((authorization, isToken) => isToken(authorization.replace(/^\S+ /, ''))),
      { breaks: ['status.basic-scheme'] },
    ],
  ],
  'status.missing-token': [['token-optional', 'a missing token is good', { rules: { acceptsMissingToken: true } }]],
  'status.missing-correlation-id': [
    ['correlation-id-optional', 'a missing correlation id is good', correlations((id) => id !== '')],
    [
      'correlation-id-unchecked',
      'a missing or empty correlation id is good',
      correlations(() => true),
      { breaks: ['status.empty-correlation-id'] },
    ],
  ],
  'status.empty-correlation-id': [
    ['correlation-id-empty', 'an empty correlation id is good', correlations((id) => id !== undefined)],
  ],
});
