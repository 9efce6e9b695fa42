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

/** Fields that hold a number where they should not. */
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
  ['benefits', EDU, [7], 'benefit.object'],
  ['benefits', EDU, [{}], 'benefit.type'],
  [PROFILE, LGA, 7, 'lga.market-segment', 'profile.object'],
  ['discounts.0', EDU, { offerType: 'LICENSE', level: '03', discountCode: 7 }, 'discount.discount-code', TAGGED()],
  ['discounts.0', EDU, { level: 7 }, 'discount.level', 'discount.offer-type'],
  ['discounts.0', EDU, { level: 'T1' }, 'discount.offer-type'],
  ['discounts.0', LGA, { level: '01' }, 'discount.offer-type'],
  ['discounts.0', LGA, { offerType: 'CONSUMABLES', level: 'T1' }],
  ...['1002', '1004', '1010', '1012'].map((status): (typeof values)[number] => ['status', EDU, status]),
];

const states = ['REQUESTED', 'ACCEPTED', 'DECLINED', 'COMMITTED', 'ACTIVE', 'NONCOMPLIANT', 'INACTIVE', 'EXPIRED'];
