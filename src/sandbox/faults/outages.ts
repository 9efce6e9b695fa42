import { documentedRefusal, type Answer, type ErrorCode } from '../provider.js';
import type { Fault, Hooks } from './fault.js';
import { everyAnswer, wire, variantsOf, when, withHeaders, type Variations } from './records.js';

const always = (status: number, body: unknown, headers: Record<string, string> = {}): Hooks => ({
  answer: (): Answer => ({ status, headers, body }),
});

const refusingWith = (code: ErrorCode): Hooks => ({ answer: () => documentedRefusal(code) });

const page = { 'content-type': 'text/html' };
const rows: Variations = {
  'all-reset': ['every connection is reset', wire({ kind: 'reset' })],
  'all-hang': ['no request is ever answered', wire({ kind: 'hang' })],
  'all-hang-in-body': ['every answer stops in the middle of its body', wire({ kind: 'hang-in-body' })],
  'all-cut-short': ['every body is shorter than its Content-Length', wire({ kind: 'cut-short' })],
  'length-too-long': ['Content-Length is more than there is', wire({ kind: 'wrong-length', by: 10 })],
  'all-endless': ['no body ever ends', wire({ kind: 'endless' })],
  'all-slow': ['every answer takes a minute', wire({ kind: 'delay', ms: 60_000 })],
  'all-500': ['everything is answered 500', refusingWith('1124')],
  'all-500-page': ['everything is answered 500 with a page', always(500, '<h1>500</h1>', page)],
  'all-503': [
    'everything is answered 503 by the gateway, and the health endpoint says DOWN',
    { ...always(503, { error_code: '503000', message: 'Not available' }), down: true },
  ],
  'all-503-page': [
    'everything is answered 503 with a page, and the health endpoint says DOWN',
    { ...always(503, '<h1>503</h1>', page), down: true },
  ],
  'all-504': ['everything is answered 504 by the gateway', always(504, { error_code: 504001, message: 'Timeout' })],
  'all-headers-too-large': [
    'every answer has headers of 70 kB',
    everyAnswer(withHeaders({ 'x-long': 'a'.repeat(70_000) })),
  ],
  'redirected-elsewhere': [
    'everything is redirected to a login page',
    always(302, '', { location: 'https://login.example.com/' }),
  ],
  'all-429': ['everything is answered 429', refusingWith('4118')],
  'token-refused': ['every token is refused', { rules: { acceptsAuthorization: () => false } }],
  'token-refused-by-gateway': [
    'every token is refused by the gateway',
    always(401, { error_code: '401013', message: 'Oauth token is not valid' }),
  ],
  'key-refused': ['every key is refused', { rules: { acceptsKey: () => false } }],
  'action-refused': ['no action is allowed', refusingWith('4121')],
  'no-customers': ['every customer is unknown', refusingWith('1116')],
  'outage-after-five': [
    'after five requests every connection is reset',
    wire({ kind: 'reset' }, ({ count }) => count > 5),
  ],
  'token-refused-after-five': [
    'after five requests the token is good no longer',
    when(({ count }) => count > 5, documentedRefusal('4116')),
  ],
};

/** Providers that are out of service: they violate no requirement and cannot be judged. */
export const outages: readonly Fault[] = variantsOf(rows);
