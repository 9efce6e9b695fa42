import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../provider.js';
import { refuses } from './answers.js';
import { AGENCY, ORDINARY } from './bodies.js';
import { all, drop, set, type Change, type Json } from './changes.js';
import type { HonestVariant, RequirementId } from './fault.js';

interface Variation extends Pick<HonestVariant, 'answer' | 'customer' | 'rules' | 'wire'> {
  name: string;
  describes: string;
  warns?: readonly RequirementId[];
}

function variant({ warns = [], ...variation }: Variation): HonestVariant {
  return { ...variation, breaks: [], also: [], warns };
}

function body(
  name: string,
  describes: string,
  change: Change,
  warns: readonly RequirementId[] = [],
  id = ORDINARY,
): HonestVariant {
  return variant({
    name,
    describes,
    warns,
    customer(customer, read) {
      if (read === id) change(customer);
      return customer;
    },
  });
}

const agency = (name: string, describes: string, change: Change, warns: readonly RequirementId[] = []): HonestVariant =>
  body(name, describes, change, warns, AGENCY);

function gatewayRefusal(code: (status: number) => string | number, more: object = {}) {
  return (answer: Answer): Answer =>
    answer.status === 401 || answer.status === 403
      ? { ...answer, body: { error_code: code(answer.status), message: 'Refused by the gateway', ...more } }
      : answer;
}

function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value as Json)
      .map(([key, child]) => [key, reversed(child)])
      .reverse(),
  );
}

const asText =
  (change: (body: unknown) => string | Buffer, headers: Record<string, string> = {}) =>
  (answer: Answer): Answer => ({
    ...answer,
    headers: { ...answer.headers, ...headers },
    body: change(answer.body),
  });

const trouble = (name: string, describes: string, at: number, answer: Partial<Answer>): HonestVariant =>
  variant({ name, describes, answer: (proper, _request, count) => (count === at ? { ...proper, ...answer } : proper) });

const MOVED: Change = all(drop('companyProfile.address'), drop('discounts'));

/** Ways in which a conforming provider may differ from the seeded one. */
export const honestVariants: readonly HonestVariant[] = [
  variant({
    name: 'gateway-401-403',
    describes: '401 and 403 have the body of the gateway',
    warns: ['error.body-of-the-service'],
    answer: gatewayRefusal((status) => `${status}013`),
  }),
  variant({
    name: 'gateway-number',
    describes: 'the code of the gateway is a number, beside a title',
    warns: ['error.body-of-the-service'],
    answer: gatewayRefusal((status) => status * 1000, { title: 'Refused' }),
  }),
  variant({
    name: 'missing-token-as-401',
    describes: 'a missing token is answered 401 with code 4117',
    warns: ['status.missing-token-forbidden'],
    answer: (answer) => (refuses(answer, '4117') ? { ...answer, status: 401 } : answer),
  }),
  variant({
    name: 'charset',
    describes: 'media types carry a charset',
    answer: (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-type': 'Application/JSON; charset=utf-8' },
    }),
  }),
  variant({
    name: 'no-request-id-echo',
    describes: 'X-Request-Id is not repeated',
    answer: (answer) => ({ ...answer, headers: { ...answer.headers, 'x-request-id': randomUUID() } }),
  }),
  variant({
    name: 'error-details',
    describes: 'errors have additionalDetails and an undocumented field',
    answer: (answer) =>
      answer.status >= 400
        ? { ...answer, body: { ...(answer.body as object), additionalDetails: ['more'], traceId: 'abc' } }
        : answer,
  }),
  variant({
    name: 'pretty-printed',
    describes: 'bodies are printed over several lines',
    answer: asText((value) => JSON.stringify(value, null, 2)),
  }),
  variant({
    name: 'other-order',
    describes: 'keys come in another order',
    answer: asText((value) => JSON.stringify(reversed(value))),
  }),
  variant({
    name: 'gzip',
    describes: 'bodies are compressed',
    answer: asText((value) => gzipSync(JSON.stringify(value)), { 'content-encoding': 'gzip' }),
  }),
  variant({
    name: 'connection-close',
    describes: 'every connection is closed after its answer',
    answer: (answer) => ({ ...answer, headers: { ...answer.headers, connection: 'close' } }),
  }),
  variant({
    name: 'used-request-id-served',
    describes: 'a used request id is served',
    rules: { refusesUsedRequestId: false },
  }),

  variant({
    name: 'one-reset',
    describes: 'the first request has its connection reset',
    wire: (_request, count) => (count === 1 ? { kind: 'reset' } : undefined),
  }),
  variant({
    name: 'one-cut-short',
    describes: 'the first answer is cut short',
    wire: (_request, count) => (count === 1 ? { kind: 'cut-short' } : undefined),
  }),
  variant({
    name: 'late-reset',
    describes: 'the ninth request has its connection reset',
    wire: (_request, count) => (count === 9 ? { kind: 'reset' } : undefined),
  }),
  variant({ name: 'slow', describes: 'every answer takes 20 ms', wire: () => ({ kind: 'delay', ms: 20 }) }),
  trouble('one-500', 'the first request is answered 500', 1, {
    status: 500,
    body: { code: '1124', message: 'Internal error' },
  }),
  trouble('one-503-page', 'the fifth request is answered with a page and 503', 5, {
    status: 503,
    headers: { 'content-type': 'text/html' },
    body: '<h1>503</h1>',
  }),
  trouble('one-429', 'the third request is answered 429 with Retry-After', 3, {
    status: 429,
    headers: { 'retry-after': '1' },
    body: { code: '4118', message: 'Too many requests' },
  }),
  trouble('one-401', 'the first request is refused by the gateway although the token is good', 1, {
    status: 401,
    body: { error_code: '401013', message: 'Oauth token is not valid' },
  }),

  body('address-absent', 'the address is absent', drop('companyProfile.address'), ['profile.address-present']),
  body('discounts-absent', 'discounts is absent', drop('discounts'), ['customer.discounts-present']),
  body('older-account', 'address and discounts are absent', MOVED, [
    'profile.address-present',
    'customer.discounts-present',
  ]),
  body('level-absent', 'a discount has no level', drop('discounts.0.level'), ['discount.level-present']),
  body('segment-absent', 'marketSegment is absent', drop('companyProfile.marketSegment')),
  body('segment-empty', 'marketSegment is empty', set('companyProfile.marketSegment', ''), [
    'profile.market-segment-filled',
  ]),
  body('no-contacts', 'contacts is empty', set('companyProfile.contacts', []), ['profile.contacts-filled']),
  body('no-sub-segments', 'marketSubSegments is empty', set('companyProfile.marketSubSegments', [])),
  body('no-reference', 'externalReferenceId is absent', drop('externalReferenceId')),
  body('coterm-date-absent', 'cotermDate is absent', drop('cotermDate')),
  body('coterm-date-empty', 'cotermDate is empty', set('cotermDate', '')),
  body('tags-empty', 'tags is empty', set('tags', [])),
  body('no-membership', 'the customer is in no group', drop('linkedMembership')),
  body('membership-date-absent', 'creationDate of the membership is absent', drop('linkedMembership.creationDate'), [
    'membership.creation-date-present',
  ]),
  body(
    'empty-phones',
    'phone numbers and the second line are empty',
    all(
      set('companyProfile.address.phoneNumber', ''),
      set('companyProfile.address.addressLine2', ''),
      set('companyProfile.contacts.0.phoneNumber', ''),
    ),
  ),
  body('fractional-seconds', 'creationDate has fractions of a second', set('creationDate', '2019-05-02T22:49:52.123Z')),
  body(
    'commitment-nulls',
    'a commit has nulls',
    all(
      drop('linkedMembership'),
      set('benefits', [
        { type: 'THREE_YEAR_COMMIT', commitment: null, commitmentRequest: null, recommitmentRequest: null },
      ]),
    ),
  ),
  body(
    'commitment-running',
    'a commit runs',
    all(
      drop('linkedMembership'),
      set('benefits', [
        {
          type: 'THREE_YEAR_COMMIT',
          commitment: {
            status: 'COMMITTED',
            startDate: '2026-01-01',
            endDate: '2028-12-31',
            minimumQuantities: [{ offerType: 'LICENSE', quantity: 10 }],
          },
        },
      ]),
    ),
  ),
  body(
    'undocumented-fields',
    'fields at several depths are documented nowhere',
    all(
      set('loyalty', { tier: 'gold' }),
      set('companyProfile.address.geo', [1, 2]),
      set('discounts.0.validUntil', null),
    ),
    ['drift.undocumented-fields'],
  ),
  body('three-letter-country', 'country has three letters', set('companyProfile.address.country', 'USA'), [
    'address.country-two-letters',
  ]),
  body('unlisted-status', 'status is not on the list', set('status', '1016'), ['customer.status-listed']),
  body('unlisted-tag', 'a tag is not on the list', set('tags', ['NEW']), ['customer.tags-listed']),
  body('short-name', 'companyName has three characters', set('companyProfile.companyName', 'Oak'), [
    'profile.company-name-short',
  ]),
  body(
    'other-scripts',
    'names are in other scripts',
    all(
      set('companyProfile.companyName', '東京図書館'),
      set('companyProfile.preferredLanguage', 'zh-HANS'),
      set('companyProfile.contacts.0.firstName', 'Ægir'),
    ),
  ),

  agency('lga-status-null', 'the benefit of the agency has the status null', set('benefits.0.status', null), [
    'lga.status-present',
  ]),
  agency('lga-status-absent', 'the benefit of the agency has no status', drop('benefits.0.status'), [
    'lga.status-present',
  ]),
  agency('lga-pending-upgrade', 'the agency is pending', set('benefits.0.status', 'PENDING_UPGRADE')),
  agency('lga-without-sub-segments', 'the agency has no sub-segments', drop('companyProfile.marketSubSegments'), [
    'lga.market-sub-segments-present',
  ]),
  agency('lga-without-group', 'the agency is in no group', drop('linkedMembership')),
  agency('lga-level-08', 'the agency has the level 08', set('discounts.0.level', '08')),
  agency(
    'lga-in-canada',
    'the agency and its group are in Canada',
    all(set('companyProfile.address.country', 'CA'), set('linkedMembership.country', 'CA')),
  ),
  agency(
    'lga-both-sub-segments',
    'the agency is FEDERAL and STATE',
    set('companyProfile.marketSubSegments', ['FEDERAL', 'STATE']),
  ),
];
