import { judgeCustomer } from '../../src/checks/customer.js';
import { all, append, drop, set, type Change, type Json } from '../../src/sandbox/faults/changes.js';
import { customer } from './customers.js';

type Base = Parameters<typeof customer>[0];

/** The requirements that a customer violates, MUST or SHOULD, each once. */
export function broken(base: Base, change: Change, declaredLga = false): string[] {
  const asked = customer(base)['customerId'] as string;
  const judged = judgeCustomer({ body: customer(base, change), askedFor: asked, declaredLga });
  return [...new Set(judged.map(({ requirement }) => requirement))].sort();
}

/** Leaves a customer unchanged. */
export const nothing: Change = () => undefined;

/** A change to an example, and the requirements that the changed customer violates. */
export type Row = [change: string, base: Base, apply: Change, breaks: string[]];

const EDU = 'education';
const LGA = 'large-government-agency';
const COMMIT = 'three-year-commit';

const PROFILE = 'companyProfile';
const ADDRESS = `${PROFILE}.address`;
const CONTACT = `${PROFILE}.contacts.0`;
const COMMITMENT = 'benefits.0.commitment';
const QUANTITIES = `${COMMITMENT}.minimumQuantities`;

const long = (length: number) => 'x'.repeat(length);

/** Fields that wrongly hold a number. */
const numbers: [path: string, base: Base, breaks: string][] = [
  [`${PROFILE}.companyName`, EDU, 'profile.company-name'],
  [`${PROFILE}.preferredLanguage`, EDU, 'profile.preferred-language'],
  [`${ADDRESS}.country`, EDU, 'address.country'],
  [`${ADDRESS}.region`, EDU, 'address.region'],
  [`${ADDRESS}.addressLine1`, EDU, 'address.line-1'],
  [`${CONTACT}.email`, EDU, 'contact.email'],
  [`${CONTACT}.firstName`, EDU, 'contact.first-name'],
  ['discounts.0', EDU, 'discount.object'],
  ['links', EDU, 'links.object'],
  ['links.self', EDU, 'links.object'],
  [`${COMMITMENT}.startDate`, COMMIT, 'benefit.commitment-dates'],
  [`${COMMITMENT}.endDate`, COMMIT, 'benefit.commitment-dates'],
  ['benefits.0.recommitmentRequest', COMMIT, 'benefit.commitment'],
  [QUANTITIES, COMMIT, 'benefit.minimum-quantities'],
  [`${QUANTITIES}.0`, COMMIT, 'benefit.minimum-quantities'],
  ['linkedMembership.name', LGA, 'membership.name'],
  ['linkedMembership.creationDate', LGA, 'membership.creation-date'],
];

/** Fields that are absent. */
const absent: [path: string, base: Base, ...breaks: string[]][] = [
  ['externalReferenceId', EDU],
  ['benefits', EDU],
  ['cotermDate', EDU],
  [`${PROFILE}.marketSegment`, EDU],
  [`${PROFILE}.marketSubSegments`, EDU],
  [`${ADDRESS}.addressLine2`, EDU],
  [`${CONTACT}.phoneNumber`, EDU],
  [COMMITMENT, COMMIT],
  [`${COMMITMENT}.startDate`, COMMIT],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'benefit.minimum-quantities'],
  ['linkedMembership', LGA],
];

/** Values just inside and just outside a limit. */
const values: [path: string, base: Base, value: unknown, ...breaks: string[]][] = [
  ['externalReferenceId', EDU, long(35)],
  ['customerId', EDU, '1005 998877', 'customer.customer-id', 'customer.names-customer'],
  ['resellerId', EDU, 'P-12'],
  ['distributorId', EDU, '1000220011'],
  ['tags', EDU, []],
  ['tags', EDU, ['HVD_MIGRATED_CUSTOMER']],
  ['discounts', EDU, []],
  ['cotermDate', EDU, ''],
  ['cotermDate', EDU, '2028-02-29'],
  ['creationDate', EDU, '2023-09-14T08:15:30.123Z'],
  ['creationDate', EDU, '2023-09-14T08:15:30-00:00', 'customer.creation-date'],
  ['creationDate', EDU, '2023-09-14T08:15:30+0000', 'customer.creation-date'],
  ['creationDate', EDU, 'x+00:00', 'customer.creation-date'],
  [PROFILE, EDU, 'x', 'profile.object'],
  [PROFILE, LGA, 7, 'lga.market-segment', 'profile.object'],
  [`${PROFILE}.notDocumented`, EDU, '1', 'drift.undocumented-fields'],
  [`${PROFILE}.companyName`, EDU, long(80)],
  [`${PROFILE}.companyName`, EDU, long(250), 'profile.company-name-short'],
  // Counted in characters.
  [`${PROFILE}.companyName`, EDU, '😀😀😀😀'],
  [`${PROFILE}.preferredLanguage`, EDU, 'zh-HANS'],
  [`${PROFILE}.preferredLanguage`, EDU, 'es-LA'],
  [`${PROFILE}.preferredLanguage`, EDU, `en${'-abcd'.repeat(7)}-ab`],
  [`${PROFILE}.preferredLanguage`, EDU, `en${'-abcd'.repeat(7)}-abc`, 'profile.preferred-language'],
  [`${PROFILE}.marketSegment`, EDU, 'C', 'profile.market-segment'],
  [`${PROFILE}.marketSegments`, EDU, ['EDU']],
  [`${PROFILE}.marketSubSegments`, EDU, []],
  [`${PROFILE}.marketSubSegments`, LGA, ['FEDERAL', 'STATE']],
  [`${ADDRESS}.region`, EDU, long(255)],
  [`${ADDRESS}.city`, EDU, long(40)],
  [`${ADDRESS}.addressLine1`, EDU, long(60)],
  [`${ADDRESS}.addressLine2`, EDU, long(60)],
  [`${ADDRESS}.addressLine2`, EDU, ''],
  [`${ADDRESS}.postalCode`, EDU, long(40)],
  [`${ADDRESS}.phoneNumber`, EDU, long(40)],
  [`${ADDRESS}.phoneNumber`, EDU, ''],
  [`${CONTACT}.email`, EDU, `${long(228)}@example.org`],
  [`${CONTACT}.firstName`, EDU, long(35)],
  [`${CONTACT}.lastName`, EDU, long(35)],
  [`${CONTACT}.lastName`, EDU, null, 'contact.last-name'],
  [`${CONTACT}.phoneNumber`, EDU, long(40)],
  ['discounts.0', EDU, { level: 7 }, 'discount.level', 'discount.offer-type'],
  ['discounts.0', EDU, { level: 'T1' }, 'discount.offer-type'],
  ['discounts.0', LGA, { level: '01' }, 'discount.offer-type'],
  ['discounts.0', LGA, { offerType: 'CONSUMABLES', level: 'T1' }],
  ['discounts.0.level', EDU, '99'],
  ['discounts.1.level', COMMIT, 'TG'],
  ['discounts.0.discountCode', EDU, 7, 'discount.discount-code', 'discount.discount-code-tagged'],
  ['benefits', EDU, [7], 'benefit.object'],
  ['benefits', EDU, [{}], 'benefit.type'],
  ['benefits.0.status', LGA, 'PENDING_UPGRADE'],
  [COMMITMENT, COMMIT, null],
  [`${COMMITMENT}.startDate`, COMMIT, '2026-02-29', 'benefit.commitment-dates'],
  [`${QUANTITIES}.0.quantity`, COMMIT, 0],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'CONSUMABLES'],
  [`${QUANTITIES}.0.offerType`, COMMIT, 'SERVICES', 'benefit.minimum-quantities'],
  ['linkedMembership.id', LGA, long(40)],
  ['linkedMembership.name', LGA, long(80)],
  ['linkedMembership.type', LGA, 'CONSORTIUM'],
  ['linkedMembership.linkedMembershipType', LGA, 'MEMBER'],
  ['linkedMembership.linkedMembershipType', LGA, 'GUEST', 'membership.linked-membership-type'],
  ['linkedMembership.benefitTypes', LGA, ['OTHER'], 'lga.group-benefit-types', 'membership.benefit-types'],
  ['linkedMembership.benefitTypes', LGA, 'OTHER', 'lga.group-benefit-types', 'membership.benefit-types'],
  ['linkedMembership.country', LGA, 'MX', 'lga.group-country', 'membership.country'],
];

const STATES = ['REQUESTED', 'ACCEPTED', 'DECLINED', 'COMMITTED', 'ACTIVE', 'NONCOMPLIANT', 'INACTIVE', 'EXPIRED'];

const REQUESTED = { status: 'REQUESTED', minimumQuantities: [] };

/** Lists whose every value counts. */
const listed: [path: string, base: Base, values: unknown[]][] = [
  ['status', EDU, ['1002', '1004', '1010', '1012', '1014']],
  [`${PROFILE}.marketSubSegments`, EDU, [['K_12'], ['HIGHER_ED'], ['NON_PROFIT']]],
  [`${COMMITMENT}.status`, COMMIT, STATES],
];

/** Sub-segments that do not belong to the segment. */
const strangers: [segment: string, subSegments: string[]][] = [
  ['COM', ['K_12', 'HIGHER_ED', 'NON_PROFIT', 'FEDERAL', 'STATE']],
  ['EDU', ['FEDERAL', 'STATE']],
  ['GOV', ['K_12', 'HIGHER_ED', 'NON_PROFIT']],
];

/** An LGA outside any group, with one more benefit. */
function lgaWith(benefit: string, item: unknown, breaks: string[]): Row {
  return [`LGA with a benefit of ${benefit}`, LGA, all(drop('linkedMembership'), append('benefits', item)), breaks];
}

/** A three-year commit with this as one of its three parts. */
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

/**
 * The violations of customers: each field's type and presence, each limit from both sides, and each value of a list,
 * except those that the sandbox's faults cover.
 */
export const rows: Row[] = [
  ['nothing (education)', EDU, nothing, []],
  ['nothing (LGA)', LGA, nothing, []],
  ['nothing (three-year commit)', COMMIT, nothing, []],
  ['nothing (sparse)', 'sparse', nothing, ['customer.discounts-present', 'profile.address-present']],
  ...numbers.map(([path, base, breaks]): Row => [`${path} a number`, base, set(path, 7), [breaks]]),
  ...absent.map(([path, base, ...breaks]): Row => [`${path} absent`, base, drop(path), breaks]),
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
  [
    'LGA that is COM',
    LGA,
    all(set(`${PROFILE}.marketSegment`, 'COM'), drop(`${PROFILE}.marketSubSegments`)),
    ['lga.market-segment', 'lga.market-sub-segments-present'],
  ],
  [
    'discountCode with the tag',
    EDU,
    all(set('discounts.0.discountCode', 'HVD_L18_PRE'), set('tags', ['HVD_MIGRATED_CUSTOMER'])),
    [],
  ],
  [
    'linkedMembership empty',
    EDU,
    set('linkedMembership', {}),
    ['creation-date-present', 'id', 'linked-membership-type', 'name', 'type'].map((name) => `membership.${name}`),
  ],
  [
    'LGA in a group with an expired commit',
    LGA,
    append('benefits', commit('commitment', { status: 'EXPIRED', minimumQuantities: [] })),
    [],
  ],
  ...ofCommits,
  lgaWith('no object', 7, ['benefit.object']),
  lgaWith('no type, with a request', { commitment: REQUESTED }, ['benefit.type']),
  lgaWith(
    'type LARGE_GOVERNMENT_AGENCY, with a request',
    { type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE', commitment: REQUESTED },
    [],
  ),
];
