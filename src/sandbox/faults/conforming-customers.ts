import { seeded, type SandboxCustomer } from '../sandbox-customer.js';
import { all, drop, set, type Change } from './changes.js';
import { EMPTY_COMMIT } from './entitlements.js';
import type { ConformingVariant } from './fault.js';
import { bodyVariations, variantsOf, type Variations } from './records.js';

const profile = (field: string, value: unknown): Change => set(`companyProfile.${field}`, value);
const address = (field: string, value: unknown): Change => profile(`address.${field}`, value);
const named = (name: string): Change => profile('companyName', name);
const membership = (field: string, value: unknown): Change => set(`linkedMembership.${field}`, value);
const agencyStatus = (status: unknown): Change => set('benefits.0.status', status);
const benefits = (benefit: object): Change => all(drop('linkedMembership'), set('benefits', [benefit]));
const commit = (difference: object): Change => benefits({ ...EMPTY_COMMIT, ...difference });

const OPTIONAL_TEXTS = [
  'companyProfile.address.phoneNumber',
  'companyProfile.address.addressLine2',
  'companyProfile.contacts.0.phoneNumber',
];

const ordinary: Variations<Change> = {
  'address-absent': ['the address is absent', drop('companyProfile.address'), ['profile.address-present']],
  'discounts-absent': ['discounts is absent', drop('discounts'), ['customer.discounts-present']],
  'older-account': [
    'address and discounts are absent',
    all(drop('companyProfile.address'), drop('discounts')),
    ['profile.address-present', 'customer.discounts-present'],
  ],
  'level-absent': ['a discount has no level', drop('discounts.0.level'), ['discount.level-present']],
  'level-unlisted': ['a level has two digits that no example has', set('discounts.0.level', '17')],
  'discounts-empty': ['discounts is empty', set('discounts', [])],
  'discount-of-consumables': [
    'a second discount is for consumables',
    set('discounts', [
      { offerType: 'LICENSE', level: '02' },
      { offerType: 'CONSUMABLES', level: 'TG' },
    ]),
  ],
  'high-volume-discount': [
    'a discount has its code, and the customer its tag',
    all(set('discounts.0.discountCode', 'HVD_L22_POST'), set('tags', ['HVD_MIGRATED_CUSTOMER'])),
  ],
  'segment-absent': ['marketSegment is absent', drop('companyProfile.marketSegment')],
  'segment-empty': ['marketSegment is empty', profile('marketSegment', ''), ['profile.market-segment-filled']],
  'no-contacts': ['contacts is empty', profile('contacts', []), ['profile.contacts-filled']],
  'no-sub-segments': ['marketSubSegments is empty', profile('marketSubSegments', [])],
  'sub-segments-absent': ['marketSubSegments is absent', drop('companyProfile.marketSubSegments')],
  'no-reference': ['externalReferenceId is absent', drop('externalReferenceId')],
  'coterm-date-absent': ['cotermDate is absent', drop('cotermDate')],
  'coterm-date-empty': ['cotermDate is empty', set('cotermDate', '')],
  'tags-empty': ['tags is empty', set('tags', [])],
  'benefits-empty': ['benefits is empty', set('benefits', [])],
  'no-membership-null': ['linkedMembership is null', set('linkedMembership', null), ['membership.not-null']],
  'no-membership': ['the customer is in no group', drop('linkedMembership')],
  'membership-date-absent': [
    'creationDate of the membership is absent',
    drop('linkedMembership.creationDate'),
    ['membership.creation-date-present'],
  ],
  consortium: [
    'the customer is a member of a consortium',
    all(membership('type', 'CONSORTIUM'), membership('linkedMembershipType', 'MEMBER')),
  ],
  'empty-phones': ['phone numbers and the second line are empty', all(...OPTIONAL_TEXTS.map((path) => set(path, '')))],
  'absent-phones': ['phone numbers and the second line are absent', all(...OPTIONAL_TEXTS.map(drop))],
  'zero-offset': [
    'creationDate has the offset +00:00',
    set('creationDate', '2019-05-02T22:49:52.000+00:00'),
    ['customer.creation-date-z'],
  ],
  'fields-of-swagger': [
    'distributorId and marketSegments are there, which only the Swagger description has',
    all(set('distributorId', '1000220011'), profile('marketSegments', ['EDU'])),
  ],
  'fractional-seconds': ['creationDate has fractions of a second', set('creationDate', '2019-05-02T22:49:52.123Z')],
  'commitment-nulls': ['a commit has nulls', commit({})],
  'commitment-keys-absent': ['a commit has nothing but its type', benefits({ type: 'THREE_YEAR_COMMIT' })],
  'commitment-running': [
    'a commit runs',
    commit({
      commitment: {
        status: 'COMMITTED',
        startDate: '2026-01-01',
        endDate: '2028-12-31',
        minimumQuantities: [{ offerType: 'LICENSE', quantity: 10 }],
      },
    }),
  ],
  'undocumented-fields': [
    'fields at several depths are documented nowhere',
    all(
      set('notDocumented', { tier: 'gold' }),
      address('notDocumented', [1, 2]),
      set('discounts.0.notDocumented', null),
      set('links.self.notDocumented', 'self'),
    ),
    ['drift.undocumented-fields'],
  ],
  'three-letter-country': ['country has three letters', address('country', 'USA'), ['address.country-two-letters']],
  'unlisted-status': ['status is not on the list', set('status', '9999'), ['customer.status-listed']],
  inactive: ['the account is inactive', set('status', '1004')],
  'unlisted-tag': ['a tag is not on the list', set('tags', ['NEW']), ['customer.tags-listed']],
  'short-name': ['companyName has three characters', named('Oak'), ['profile.company-name-short']],
  'long-name': ['companyName has 250 characters', named('x'.repeat(250)), ['profile.company-name-short']],
  'other-scripts': [
    'names are in other scripts',
    all(named('東京図書館'), profile('preferredLanguage', 'zh-HANS'), profile('contacts.0.firstName', 'Ægir')),
  ],
  emoji: [
    'a name of 35 characters has characters beyond the first plane',
    profile('contacts.0.lastName', '🦊'.repeat(35)),
  ],
};

const agency: Variations<Change> = {
  'lga-status-null': ['the benefit of the agency has the status null', agencyStatus(null), ['lga.status-present']],
  'lga-status-absent': ['the benefit of the agency has no status', drop('benefits.0.status'), ['lga.status-present']],
  'lga-pending-upgrade': ['the agency is pending', agencyStatus('PENDING_UPGRADE')],
  'lga-without-sub-segments': [
    'the agency has no sub-segments',
    drop('companyProfile.marketSubSegments'),
    ['lga.market-sub-segments-present'],
  ],
  'lga-without-group': ['the agency is in no group', drop('linkedMembership')],
  'lga-level-08': ['the agency has the level 08', set('discounts.0.level', '08')],
  'lga-in-canada': [
    'the agency and its group are in Canada',
    all(address('country', 'CA'), membership('country', 'CA')),
  ],
  'lga-both-sub-segments': ['the agency is FEDERAL and STATE', profile('marketSubSegments', ['FEDERAL', 'STATE'])],
  'lga-commit-over': [
    'a commit of the agency has expired',
    set('benefits', [
      { type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE' },
      { ...EMPTY_COMMIT, commitment: { status: 'EXPIRED', minimumQuantities: [] } },
    ]),
  ],
};

/** Variations of customers that conform. */
export const conformingCustomers: readonly ConformingVariant[] = variantsOf({
  ...bodyVariations('ordinary', ordinary),
  ...bodyVariations('agency', agency),
  'sandbox-ids': [
    'the ids of customers and resellers begin with P',
    { customers: (customers) => customers.map(withSandboxIds) },
  ],
});

function withSandboxIds({ name, description, customer }: SandboxCustomer): SandboxCustomer {
  const { customerId, resellerId } = customer;
  return seeded(name, description, { ...customer, customerId: `P${customerId}`, resellerId: `P${resellerId}` });
}
