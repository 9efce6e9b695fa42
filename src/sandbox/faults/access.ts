import { CREDENTIALS } from '../credentials.js';
import type { Rules } from '../provider.js';
import type { Fault, Hooks } from './fault.js';
import { faultsOf } from './records.js';

const keys = (acceptsKey: Rules['acceptsKey']): Hooks => ({ rules: { acceptsKey } });
const tokens = (acceptsAuthorization: Rules['acceptsAuthorization']): Hooks => ({ rules: { acceptsAuthorization } });
const correlations = (acceptsCorrelationId: Rules['acceptsCorrelationId']): Hooks => ({
  rules: { acceptsCorrelationId },
});
/** A token is looked for in what is left of Authorization. */
const tokensWithout = (scheme: RegExp): Hooks => tokens((sent, isToken) => isToken(sent.replace(scheme, '')));

const alike = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

const GOOD = `Bearer ${CREDENTIALS.accessToken}`;

/** The requirements on keys that are neither the good one nor absent, apart from an invented one. */
export const ALTERED_KEYS = [
  'status.empty-key',
  'status.truncated-key',
  'status.extended-key',
  'status.key-case',
] as const;
/** The requirements on all keys but the good one and an invented one. */
export const NO_GOOD_KEY = ['status.missing-key', ...ALTERED_KEYS] as const;
/** The requirements on altered forms of the good token. */
export const ALTERED_TOKENS = ['status.truncated-token', 'status.extended-token', 'status.token-case'] as const;
/** What breaks in addition if an empty correlation id is treated like a missing one. */
export const EMPTY_ID_TOO = { breaks: ['status.empty-correlation-id'] } as const;

/** Faults in what is checked before a customer is shown: key, token, scheme and correlation id. */
export const accessFaults: readonly Fault[] = faultsOf({
  'status.invalid-key': {
    'key-unchecked': ['any key is good, a missing one too', keys(() => true), { breaks: NO_GOOD_KEY }],
    'key-only-present': ['any key that is there is good', keys((key) => key !== undefined), { breaks: ALTERED_KEYS }],
    'key-of-same-length': [
      'any key as long as the good one is good',
      keys((key, good) => key?.length === good.length),
      { breaks: ['status.key-case'] },
    ],
  },
  'status.missing-key': {
    'key-optional': ['a missing key is good', keys((key, good) => key === undefined || key === good)],
  },
  'status.empty-key': { 'key-empty': ['an empty key is good', keys((key, good) => key === '' || key === good)] },
  'status.key-case': {
    'key-in-any-case': ['a key is accepted in any case of its letters', keys((key = '', good) => alike(key, good))],
  },
  'status.empty-token': {
    'token-empty': ['Bearer without a token is good', tokens((sent) => sent === 'Bearer' || sent === GOOD)],
  },
  'status.truncated-key': {
    'key-prefix': ['the beginning of a good key is good', keys((key = '', good) => key !== '' && good.startsWith(key))],
  },
  'status.extended-key': {
    'key-with-tail': ['what begins with a good key is good', keys((key, good) => key?.startsWith(good) === true)],
  },
  'status.extended-token': {
    'token-with-tail': ['what begins with a good token is good', tokens((sent) => sent.startsWith(GOOD))],
  },
  'status.invalid-token': {
    'token-unchecked': [
      'any token is good',
      tokens(() => true),
      { breaks: [...ALTERED_TOKENS, 'status.empty-token', 'status.basic-scheme', 'status.no-scheme'] },
    ],
    'bearer-token-unchecked': [
      'any bearer token is good',
      tokens((sent) => sent.startsWith('Bearer ')),
      { breaks: ALTERED_TOKENS },
    ],
    'token-of-same-form': [
      'any bearer token with the characters and the length of the good one is good',
      tokens((sent) => /^Bearer [a-z-]+$/i.test(sent) && sent.length === GOOD.length),
      { breaks: ['status.token-case'] },
    ],
  },
  'status.token-case': {
    'token-in-any-case': ['a token is accepted in any case of its letters', tokens((sent) => alike(sent, GOOD))],
  },
  'status.truncated-token': {
    'token-prefix': [
      'the beginning of a good token is good',
      tokens((sent) => /^Bearer ./.test(sent) && GOOD.startsWith(sent)),
    ],
    'token-without-last-character': [
      'the last character of a token is not compared',
      tokens((sent) => [GOOD, GOOD.slice(0, -1)].includes(sent)),
    ],
  },
  'status.basic-scheme': {
    'scheme-any': [
      'a good token is good under any scheme',
      tokens((sent, isToken) => /^\S+ /.test(sent) && isToken(sent.split(' ')[1] ?? '')),
    ],
  },
  'status.no-scheme': {
    'scheme-optional': ['a good token is good without a scheme', tokensWithout(/^Bearer /)],
    'scheme-ignored': [
      'a good token is good under any scheme and without one',
      tokensWithout(/^\S+ /),
      { breaks: ['status.basic-scheme'] },
    ],
  },
  'status.missing-token': { 'token-optional': ['a missing token is good', { rules: { acceptsMissingToken: true } }] },
  'status.missing-correlation-id': {
    'correlation-id-optional': ['a missing correlation id is good', correlations((id) => id !== '')],
    'correlation-id-unchecked': ['a missing or empty correlation id is good', correlations(() => true), EMPTY_ID_TOO],
  },
  'status.empty-correlation-id': {
    'correlation-id-empty': ['an empty correlation id is good', correlations((id) => id !== undefined)],
  },
});
