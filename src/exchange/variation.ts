import { randomUUID } from 'node:crypto';

/**
 * What a variation makes of a part of a good request: in words, and the value that is sent; undefined: none. `earlier`
 * is the value of an earlier request.
 */
type Varied = readonly [words: string, of?: (good: string, earlier: string) => string | undefined];

const none = (): undefined => undefined;
const same = (good: string): string => good;
const used = (_good: string, earlier: string): string => earlier;
const empty = (): string => '';
// One character is enough: a provider that compares only the beginning accepts this too.
const cut = (good: string): string => good.slice(0, -1);
const extended = (good: string): string => `${good}${randomUUID().slice(0, 8)}`;
/**
 * Keeps the form of the valid value, so that it is not refused for its length or characters: hexadecimal stays
 * hexadecimal.
 */
const invalid = (good: string): string => {
  const other = good.replace(/[a-z\d]/gi, nextOfItsKind);
  return other === good ? `invalid-${randomUUID()}` : other;
};
/** A text with every letter in the other case. */
const inOtherCase = (good: string): string =>
  good.replace(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));

function nextOfItsKind(character: string): string {
  const kind = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'].find((characters) =>
    characters.includes(character),
  );
  return kind?.[(kind.indexOf(character) + 1) % kind.length] ?? character;
}

/** Every way in which the suite varies a valid request for the known customer. */
const VARIATIONS = {
  customer: {
    lga: ['Large Government Agency customer'],
    unknown: ['unknown customer'],
    truncated: ['truncated customer id'],
    extended: ['customer id plus extra characters'],
  },
  token: {
    missing: ['no Authorization', none],
    empty: ['Bearer without a token', () => 'Bearer'],
    invalid: ['invalid token', (token) => `Bearer ${invalid(token)}`],
    truncated: ['truncated token', (token) => `Bearer ${cut(token)}`],
    extended: ['valid token plus extra characters', (token) => `Bearer ${extended(token)}`],
    'in other case': ['valid token in swapped letter case', (token) => `Bearer ${inOtherCase(token)}`],
    'under Basic': ['valid token under the Basic scheme', (token) => `Basic ${token}`],
    'without a scheme': ['valid token without a scheme', same],
  },
  apiKey: {
    missing: ['no X-Api-Key', none],
    empty: ['empty X-Api-Key', empty],
    invalid: ['invalid X-Api-Key', invalid],
    truncated: ['truncated X-Api-Key', cut],
    extended: ['valid X-Api-Key plus extra characters', extended],
    'in other case': ['valid X-Api-Key in swapped letter case', inOtherCase],
  },
  correlationId: {
    missing: ['no X-Correlation-Id', none],
    empty: ['empty X-Correlation-Id', empty],
    used: ['correlation id used before', used],
  },
  requestId: {
    missing: ['no X-Request-Id', none],
    used: ['request id used before', used],
  },
  headerNames: {
    'in lower case': ['header names in lower case'],
  },
} satisfies Record<string, Record<string, Varied>>;

type Variations = typeof VARIATIONS;

/** How a request varies a valid one for the known customer. `used`: the id of an earlier request again. */
export type Variation = { [Part in keyof Variations]?: keyof Variations[Part] };

const HEADERS = {
  token: 'Authorization',
  apiKey: 'X-Api-Key',
  correlationId: 'X-Correlation-Id',
  requestId: 'X-Request-Id',
} as const;

/** What a request is for, in words. */
export function purposeOf(variation: Variation): string {
  const words = partsOf(variation).map(([, [inWords]]) => inWords);
  return words.length === 0 ? 'known customer' : words.join(', ');
}

/**
 * The headers of a request as a variation has them.
 *
 * @param good the headers of a good request
 * @param earlier the headers of the request whose ids are used again, in lower case
 */
export function variedHeaders(
  good: Record<string, string>,
  variation: Variation,
  earlier: Record<string, string> = {},
): Record<string, string> {
  const headers = { ...good };
  for (const [part, [, of = same]] of partsOf(variation)) {
    if (part === 'customer' || part === 'headerNames') continue;
    const name = HEADERS[part];
    const value = of((headers[name] ?? '').replace(/^Bearer /, ''), earlier[name.toLowerCase()] ?? '');
    if (value === undefined) Reflect.deleteProperty(headers, name);
    else headers[name] = value;
  }
  if (variation.headerNames === undefined) return headers;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Why good values cannot be varied; absent if they can. */
export function whyNotVaried(
  good: Partial<Record<keyof Variation, string | undefined>>,
  variation: Variation,
): string | undefined {
  for (const [part, text = ''] of Object.entries(good)) {
    const how: string | undefined = variation[part as keyof Variation];
    if (how === 'truncated' && text.length === 1) return 'A value of one character cannot be truncated.';
    if (how === 'in other case' && text === inOtherCase(text))
      return 'A value without letters has no other letter case.';
  }
  return undefined;
}

/** Whether a credential varied in this way is itself a secret: redaction of the valid one would not find it whole. */
export function isSecret(how: Variation['token'] | Variation['apiKey']): boolean {
  return how === 'invalid' || how === 'truncated' || how === 'in other case';
}

/** The ids of the customers that a run knows of. */
export interface CustomerIds {
  readonly customerId: string;
  readonly lgaCustomerId?: string;
  readonly unknownCustomerId: string;
}

/** The id that a request is for; empty if no agency is known. */
export function idFor(
  { customer }: Variation,
  { customerId, lgaCustomerId = '', unknownCustomerId }: CustomerIds,
): string {
  if (customer === undefined) return customerId;
  // As long as the documentation allows ids to be.
  const longer = `${customerId.slice(0, 38)}-0`;
  return { lga: lgaCustomerId, unknown: unknownCustomerId, truncated: cut(customerId), extended: longer }[customer];
}

/** Whether a refusal of the credentials is what a request is for. */
export function provokesRefusal({ token, apiKey }: Variation): boolean {
  return token !== undefined || apiKey !== undefined;
}

/** Whether a request is for a customer that exists, which a successful answer must then hold. */
export function asksForCustomer(variation: Variation): boolean {
  const { customer, correlationId } = variation;
  return !provokesRefusal(variation) && (customer === undefined || customer === 'lga') && correlationId === undefined;
}

function partsOf(variation: Variation): [part: keyof Variation, varied: Varied][] {
  return Object.entries(variation).map(([part, how]: [string, string]) => {
    const ways: Readonly<Record<string, Varied>> = VARIATIONS[part as keyof Variation];
    return [part as keyof Variation, ways[how] ?? [how]];
  });
}
