import { all, append, drop, set, type Json } from '../../src/sandbox/faults/changes.js';
import type { Row } from './customer-rows.js';

type Base = Row[1];

const EDU = 'education';
const LGA = 'large-government-agency';
const COMMIT = 'three-year-commit';

const PROFILE = 'companyProfile';
const ADDRESS = `${PROFILE}.address`;
const CONTACT = `${PROFILE}.contacts.0`;
const COMMITMENT = 'benefits.0.commitment';
const QUANTITIES = `${COMMITMENT}.minimumQuantities`;

/** Fields that hold a number if they should not. */
const numbers: [path: string, base: Base, breaks: string][] = [
  ['resellerId', EDU, 'customer.reseller-id'],
  ['creationDate', EDU, 'customer.creation-date'],
  [`${PROFILE}.companyName`, EDU, 'profile.company-name'],
  [`${PROFILE}.preferredLanguage`, EDU, 'profile.preferred-language'],
  [`${ADDRESS}.country`, EDU, 'address.country'],
  [`${ADDRESS}.region`, EDU, 'address.region'],
  [`${ADDRESS}.city`, EDU, 'address.city'],
  [`${ADDRESS}.addressLine1`, EDU, 'address.line-1'],
  [`${ADDRESS}.addressLine2`, EDU, 'address.line-2'],
  [`${ADDRESS}.phoneNumber`, EDU, 'address.phone-number'],
  [`${CONTACT}.email`, EDU, 'contact.email'],
  [`${CONTACT}.firstName`, EDU, 'contact.first-name'],
  [`${CONTACT}.phoneNumber`, EDU, 'contact.phone-number'],
  ['discounts.0', EDU, 'discount.object'],
  ['links', EDU, 'links.object'],
  ['links.self', EDU, 'links.object'],
  ['links.self.uri', EDU, 'links.self-uri'],
  [`${COMMITMENT}.startDate`, COMMIT, 'benefit.commitment-dates'],
  [`${COMMITMENT}.endDate`, COMMIT, 'benefit.commitment-dates'],
  ['benefits.0.recommitmentRequest', COMMIT, 'benefit.commitment'],
  [QUANTITIES, COMMIT, 'benefit.minimum-quantities'],
  [`${QUANTITIES}.0`, COMMIT, 'benefit.minimum-quantities'],
  ['linkedMembership.id', LGA, 'membership.id'],
  ['linkedMembership.name', LGA, 'membership.name'],
  ['linkedMembership.creationDate', LGA, 'membership.creation-date'],
];

/** Fields that lack what is asked for. */
const missing: [path: string, base: Base, breaks: string][] = [
  [`${ADDRESS}.addressLine1`, EDU, 'address.complete'],
  [`${CONTACT}.lastName`, EDU, 'contact.last-name'],
  [QUANTITIES, COMMIT, 'benefit.commitment-complete'],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'benefit.minimum-quantities'],
  [`${QUANTITIES}.0.quantity`, COMMIT, 'benefit.minimum-quantities'],
  ['linkedMembership.name', LGA, 'membership.name'],
  ['linkedMembership.type', LGA, 'membership.type'],
  ['links.self.method', EDU, 'links.self-method'],
  ['links.self.headers', EDU, 'links.self-headers'],
];

/** Values that are just right, or no longer. */
const values: [path: string, base: Base, value: unknown, ...breaks: string[]][] = [
  [`${ADDRESS}.region`, EDU, 'x'.repeat(255)],
  [`${ADDRESS}.city`, EDU, 'x'.repeat(40)],
  [`${ADDRESS}.addressLine1`, EDU, 'x'.repeat(60)],
  [`${ADDRESS}.addressLine2`, EDU, 'x'.repeat(60)],
  [`${ADDRESS}.postalCode`, EDU, 'x'.repeat(40)],
  [`${ADDRESS}.phoneNumber`, EDU, 'x'.repeat(40)],
  [`${PROFILE}.companyName`, EDU, 'x'.repeat(80)],
  [`${PROFILE}.preferredLanguage`, EDU, `en${'-abcd'.repeat(7)}-ab`],
  [`${PROFILE}.preferredLanguage`, EDU, `en${'-abcd'.repeat(7)}-abc`, 'profile.preferred-language'],
  [`${CONTACT}.email`, EDU, `${'x'.repeat(228)}@example.org`],
  [`${CONTACT}.firstName`, EDU, 'x'.repeat(35)],
  [`${CONTACT}.lastName`, EDU, 'x'.repeat(35)],
  [`${CONTACT}.lastName`, EDU, 'x'.repeat(36), 'contact.last-name'],
  [`${CONTACT}.phoneNumber`, EDU, 'x'.repeat(40)],
  ['linkedMembership.id', LGA, 'x'.repeat(40)],
  ['linkedMembership.name', LGA, 'x'.repeat(80)],
  [`${QUANTITIES}.0.quantity`, COMMIT, 0],
  [`${QUANTITIES}.0.quantity`, COMMIT, -1, 'benefit.minimum-quantities'],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'CONSUMABLES'],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'SERVICES', 'benefit.minimum-quantities'],
  [`${COMMITMENT}.startDate`, COMMIT, '2026-02-29', 'benefit.commitment-dates'],
  ['linkedMembership.type', LGA, 'CONSORTIUM'],
  ['linkedMembership.linkedMembershipType', LGA, 'MEMBER'],
  ['linkedMembership.linkedMembershipType', LGA, 'GUEST', 'membership.linked-membership-type'],
  ['linkedMembership.benefitTypes', LGA, ['OTHER'], 'lga.group-benefit-types', 'membership.benefit-types'],
  [`${PROFILE}.marketSegment`, EDU, 'C', 'profile.market-segment'],
  ['benefits', EDU, [7], 'benefit.object'],
  ['benefits', EDU, [{}], 'benefit.type'],
  [PROFILE, LGA, 7, 'lga.market-segment', 'profile.object'],
  ['discounts.0.discountCode', EDU, 7, 'discount.discount-code', 'discount.discount-code-tagged'],
  ['discounts.0', EDU, { level: 7 }, 'discount.level', 'discount.offer-type'],
  ['discounts.0', EDU, { level: 'T1' }, 'discount.offer-type'],
  ['discounts.0', LGA, { level: '01' }, 'discount.offer-type'],
  ['discounts.0', LGA, { offerType: 'CONSUMABLES', level: 'T1' }],
];

const STATES = ['REQUESTED', 'ACCEPTED', 'DECLINED', 'COMMITTED', 'ACTIVE', 'NONCOMPLIANT', 'INACTIVE', 'EXPIRED'];

/** Lists of which every value counts. */
const listed: [path: string, base: Base, values: unknown[]][] = [
  ['status', EDU, ['1002', '1004', '1010', '1012']],
  [`${PROFILE}.marketSubSegments`, EDU, [['K_12'], ['HIGHER_ED'], ['NON_PROFIT']]],
  [`${COMMITMENT}.status`, COMMIT, STATES],
];

/** Sub-segments that do not go with the segment. */
const strangers: [segment: string, subSegments: string[]][] = [
  ['COM', ['K_12', 'HIGHER_ED', 'NON_PROFIT', 'FEDERAL', 'STATE']],
  ['EDU', ['FEDERAL', 'STATE']],
  ['GOV', ['K_12', 'HIGHER_ED', 'NON_PROFIT']],
];

/** An LGA outside of any group with one more benefit. */
function lgaWith(benefit: string, item: unknown, breaks: string[]): Row {
  return [`LGA with a benefit of ${benefit}`, LGA, all(drop('linkedMembership'), append('benefits', item)), breaks];
}

/** A three-year commit in which one of its three parts is this. */
function commit(part: string, value: unknown): Json {
  return { type: 'THREE_YEAR_COMMIT', [part]: value };
}

const ofCommits = ['commitment', 'commitmentRequest', 'recommitmentRequest'].flatMap((part): Row[] => [
  ...STATES.map((status) =>
    lgaWith(
      `${part} ${status}`,
      commit(part, { status, minimumQuantities: [] }),
      ['REQUESTED', 'ACCEPTED', 'COMMITTED'].includes(status) ? ['lga.no-three-year-commit'] : [],
    ),
  ),
  lgaWith(`${part} without status`, commit(part, { minimumQuantities: [] }), ['benefit.commitment-complete']),
  lgaWith(`${part} null`, commit(part, null), []),
]);

/** One field at a time: its type, its presence, its limits from both sides and each value of its list. */
export const fieldRows: Row[] = [
  ...numbers.map(([path, base, breaks]): Row => [`${path} a number`, base, set(path, 7), [breaks]]),
  ...missing.map(([path, base, breaks]): Row => [`${path} missing`, base, drop(path), [breaks]]),
  ...values.map(([path, base, value, ...breaks]): Row => [
    `${path} ${JSON.stringify(value)}`,
    base,
    set(path, value),
    breaks,
  ]),
  ...listed.flatMap(([path, base, of]) =>
    of.map((value): Row => [`${path} ${JSON.stringify(value)}`, base, set(path, value), []]),
  ),
  ...strangers.flatMap(([segment, subSegments]) =>
    subSegments.map((subSegment): Row => [
      `sub-segment ${subSegment} with ${segment}`,
      EDU,
      all(set(`${PROFILE}.marketSegment`, segment), set(`${PROFILE}.marketSubSegments`, [subSegment])),
      ['profile.sub-segment-of-segment'],
    ]),
  ),
  [
    'a sub-segment that nobody lists with COM',
    EDU,
    all(set(`${PROFILE}.marketSegment`, 'COM'), set(`${PROFILE}.marketSubSegments`, ['K12'])),
    ['profile.market-sub-segments'],
  ],
  [
    'LGA in Canada with its group',
    LGA,
    all(set(`${ADDRESS}.country`, 'CA'), set('linkedMembership.country', 'CA')),
    [],
  ],
  ...ofCommits,
  lgaWith('no object', 7, ['benefit.object']),
  lgaWith('no type, with a request', { commitment: { status: 'REQUESTED', minimumQuantities: [] } }, ['benefit.type']),
  lgaWith(
    'type LARGE_GOVERNMENT_AGENCY, with a request',
    {
      type: 'LARGE_GOVERNMENT_AGENCY',
      status: 'ACTIVE',
      commitment: { status: 'REQUESTED', minimumQuantities: [] },
    },
    [],
  ),
];
