import { judgeCustomer } from '../../src/checks/customer.js';
import { all, append, drop, set, type Change } from '../../src/sandbox/faults/changes.js';
import { fieldRows } from './customer-field-rows.js';
import { customer } from './customers.js';

type Base = Parameters<typeof customer>[0];

/** The requirements that a customer breaks, each once, MUST and SHOULD alike. */
export function broken(base: Base, change: Change, declaredLga = false): string[] {
  const asked = customer(base)['customerId'] as string;
  const judged = judgeCustomer({ body: customer(base, change), askedFor: asked, declaredLga });
  return [...new Set(judged.map(({ requirement }) => requirement))].sort();
}

/** Leaves a customer as it is. */
export const nothing: Change = () => undefined;
const long = (length: number) => 'x'.repeat(length);

/** A change of an example, and the requirements that the changed customer breaks. */
export type Row = [change: string, base: Base, apply: Change, breaks: string[]];

/** What the checks have against customers: each documented value and limit, from both sides, but for what the faults of the sandbox show. */
export const rows: Row[] = [
  ['nothing (education)', 'education', nothing, []],
  ['nothing (LGA)', 'large-government-agency', nothing, []],
  ['nothing (three-year commit)', 'three-year-commit', nothing, []],
  ['nothing (sparse)', 'sparse', nothing, ['customer.discounts-present', 'profile.address-present']],

  ['externalReferenceId absent', 'education', drop('externalReferenceId'), []],
  ['externalReferenceId of 35', 'education', set('externalReferenceId', long(35)), []],
  ['externalReferenceId of 36', 'education', set('externalReferenceId', long(36)), ['customer.external-reference-id']],
  ['customerId a number', 'education', set('customerId', 1005998877), ['customer.customer-id']],
  ['customerId of another', 'education', set('customerId', '1005998878'), ['customer.names-customer']],
  [
    'customerId with a blank',
    'education',
    set('customerId', '1005 998877'),
    ['customer.customer-id', 'customer.names-customer'],
  ],
  ['resellerId of 3', 'education', set('resellerId', '123'), ['customer.reseller-id']],
  ['resellerId of 4', 'education', set('resellerId', 'P-12'), []],
  ['resellerId of 41', 'education', set('resellerId', long(41)), ['customer.reseller-id']],
  ['resellerId with an underscore', 'education', set('resellerId', 'abc_123'), ['customer.reseller-id']],
  ['status of the list', 'education', set('status', '1014'), []],
  ['tags []', 'education', set('tags', []), []],
  ['tags listed', 'education', set('tags', ['HVD_MIGRATED_CUSTOMER']), []],
  ['tags with a number', 'education', set('tags', [1]), ['customer.tags']],
  ['discounts []', 'education', set('discounts', []), []],
  ['discounts an object', 'education', set('discounts', {}), ['customer.discounts']],
  ['benefits absent', 'education', drop('benefits'), []],
  ['cotermDate absent', 'education', drop('cotermDate'), []],
  ['cotermDate empty', 'education', set('cotermDate', ''), []],
  ['cotermDate a leap day', 'education', set('cotermDate', '2028-02-29'), []],
  ['cotermDate a date-time', 'education', set('cotermDate', '2027-01-01T00:00:00Z'), ['customer.coterm-date']],
  ['creationDate without a zone', 'education', set('creationDate', '2023-09-14T08:15:30'), ['customer.creation-date']],
  [
    'creationDate with an offset',
    'education',
    set('creationDate', '2023-09-14T08:15:30+02:00'),
    ['customer.creation-date'],
  ],
  ['creationDate with fractions', 'education', set('creationDate', '2023-09-14T08:15:30.123Z'), []],
  [
    'creationDate with +00:00',
    'education',
    set('creationDate', '2023-09-14T08:15:30.000+00:00'),
    ['customer.creation-date-z'],
  ],
  [
    'creationDate with -00:00',
    'education',
    set('creationDate', '2023-09-14T08:15:30-00:00'),
    ['customer.creation-date'],
  ],
  ['creationDate with +0000', 'education', set('creationDate', '2023-09-14T08:15:30+0000'), ['customer.creation-date']],
  ['creationDate a text before +00:00', 'education', set('creationDate', 'x+00:00'), ['customer.creation-date']],
  ['distributorId', 'education', set('distributorId', '1000220011'), []],
  ['creationDate a day', 'education', set('creationDate', '2023-09-14'), ['customer.creation-date']],
  [
    'creationDate an impossible day',
    'education',
    set('creationDate', '2023-02-30T08:15:30Z'),
    ['customer.creation-date'],
  ],
  ['creationDate with a blank', 'education', set('creationDate', '2023-09-14 08:15:30Z'), ['customer.creation-date']],
  ['an undocumented field', 'education', set('notDocumented', { points: 3 }), ['drift.undocumented-fields']],

  ['companyProfile a string', 'education', set('companyProfile', 'x'), ['profile.object']],
  [
    'companyName of 2',
    'education',
    set('companyProfile.companyName', 'ab'),
    ['profile.company-name', 'profile.company-name-short'],
  ],
  ['companyName of 3', 'education', set('companyProfile.companyName', 'abc'), ['profile.company-name-short']],
  ['companyName of 81', 'education', set('companyProfile.companyName', long(81)), ['profile.company-name-short']],
  ['companyName of 250', 'education', set('companyProfile.companyName', long(250)), ['profile.company-name-short']],
  [
    'companyName of 251',
    'education',
    set('companyProfile.companyName', long(251)),
    ['profile.company-name', 'profile.company-name-short'],
  ],
  ['companyName counted in characters', 'education', set('companyProfile.companyName', '😀😀😀😀'), []],
  ['preferredLanguage zh-HANS', 'education', set('companyProfile.preferredLanguage', 'zh-HANS'), []],
  ['preferredLanguage es-LA', 'education', set('companyProfile.preferredLanguage', 'es-LA'), []],
  [
    'preferredLanguage en_US',
    'education',
    set('companyProfile.preferredLanguage', 'en_US'),
    ['profile.preferred-language', 'profile.preferred-language-region'],
  ],
  [
    'preferredLanguage en',
    'education',
    set('companyProfile.preferredLanguage', 'en'),
    ['profile.preferred-language-region'],
  ],
  [
    'preferredLanguage English',
    'education',
    set('companyProfile.preferredLanguage', 'English'),
    ['profile.preferred-language', 'profile.preferred-language-region'],
  ],
  ['marketSegment absent', 'education', drop('companyProfile.marketSegment'), []],
  ['marketSegment unlisted', 'education', set('companyProfile.marketSegment', 'EDUCATION'), ['profile.market-segment']],
  ['marketSegment null', 'education', set('companyProfile.marketSegment', null), ['profile.market-segment']],
  ['marketSubSegments absent', 'education', drop('companyProfile.marketSubSegments'), []],
  ['marketSubSegments []', 'education', set('companyProfile.marketSubSegments', []), []],
  ['marketSegments', 'education', set('companyProfile.marketSegments', ['EDU']), []],
  ['marketSegments a string', 'education', set('companyProfile.marketSegments', 'EDU'), ['profile.market-segments']],
  ['marketSegments with a number', 'education', set('companyProfile.marketSegments', [1]), ['profile.market-segments']],
  [
    'marketSubSegments unlisted',
    'education',
    set('companyProfile.marketSubSegments', ['K12']),
    ['profile.market-sub-segments'],
  ],
  [
    'marketSubSegments a string',
    'education',
    set('companyProfile.marketSubSegments', 'K_12'),
    ['profile.market-sub-segments'],
  ],
  [
    'sub-segment of GOV with EDU',
    'education',
    set('companyProfile.marketSubSegments', ['STATE']),
    ['profile.sub-segment-of-segment'],
  ],
  ['contacts an object', 'education', set('companyProfile.contacts', {}), ['profile.contacts']],
  ['address null', 'education', set('companyProfile.address', null), ['address.object']],
  [
    'an undocumented field of the profile',
    'education',
    set('companyProfile.notDocumented', '1'),
    ['drift.undocumented-fields'],
  ],

  [
    'country of three letters',
    'education',
    set('companyProfile.address.country', 'USA'),
    ['address.country-two-letters'],
  ],
  [
    'country in words',
    'education',
    set('companyProfile.address.country', 'United States'),
    ['address.country', 'address.country-two-letters'],
  ],
  ['country in small letters', 'education', set('companyProfile.address.country', 'us'), ['address.country']],
  ['country that is none', 'education', set('companyProfile.address.country', 'ZZ'), ['address.country']],
  ['country empty', 'education', set('companyProfile.address.country', ''), ['address.country']],
  ['region of 256', 'education', set('companyProfile.address.region', long(256)), ['address.region']],
  ['city of 41', 'education', set('companyProfile.address.city', long(41)), ['address.city']],
  ['addressLine1 of 61', 'education', set('companyProfile.address.addressLine1', long(61)), ['address.line-1']],
  ['addressLine2 of 61', 'education', set('companyProfile.address.addressLine2', long(61)), ['address.line-2']],
  ['addressLine2 absent', 'education', drop('companyProfile.address.addressLine2'), []],
  ['addressLine2 empty', 'education', set('companyProfile.address.addressLine2', ''), []],
  ['postalCode of 41', 'education', set('companyProfile.address.postalCode', long(41)), ['address.postal-code']],
  ['postalCode a number', 'education', set('companyProfile.address.postalCode', 95110), ['address.postal-code']],
  ['phoneNumber of 41', 'education', set('companyProfile.address.phoneNumber', long(41)), ['address.phone-number']],
  ['phoneNumber empty', 'education', set('companyProfile.address.phoneNumber', ''), []],

  ['email without @', 'education', set('companyProfile.contacts.0.email', 'ines.example.org'), ['contact.email']],
  ['email of 241', 'education', set('companyProfile.contacts.0.email', `${long(229)}@example.org`), ['contact.email']],
  ['firstName of 36', 'education', set('companyProfile.contacts.0.firstName', long(36)), ['contact.first-name']],
  ['lastName null', 'education', set('companyProfile.contacts.0.lastName', null), ['contact.last-name']],
  [
    'phoneNumber of a contact of 41',
    'education',
    set('companyProfile.contacts.0.phoneNumber', long(41)),
    ['contact.phone-number'],
  ],
  ['phoneNumber of a contact absent', 'education', drop('companyProfile.contacts.0.phoneNumber'), []],
  ['a contact that is a string', 'education', set('companyProfile.contacts', ['Ines']), ['contact.object']],

  ['offerType unlisted', 'education', set('discounts.0.offerType', 'LICENCE'), ['discount.offer-type']],
  ['level of one digit', 'education', set('discounts.0.level', '2'), ['discount.level']],
  ['level a number', 'education', set('discounts.0.level', 2), ['discount.level']],
  ['level of a consumable for licenses', 'education', set('discounts.0.level', 'T1'), ['discount.level']],
  ['level 99', 'education', set('discounts.0.level', '99'), []],
  ['level T8 for consumables', 'three-year-commit', set('discounts.1.level', 'T8'), ['discount.level']],
  ['level TG for consumables', 'three-year-commit', set('discounts.1.level', 'TG'), []],
  [
    'a second discount for licenses',
    'education',
    append('discounts', { offerType: 'LICENSE', level: '04' }),
    ['discount.one-per-offer-type'],
  ],
  [
    'discountCode without the tag',
    'education',
    set('discounts.0.discountCode', 'HVD_L18_PRE'),
    ['discount.discount-code-tagged'],
  ],
  [
    'discountCode with the tag',
    'education',
    all(set('discounts.0.discountCode', 'HVD_L18_PRE'), set('tags', ['HVD_MIGRATED_CUSTOMER'])),
    [],
  ],
  [
    'discountCode unlisted',
    'education',
    all(set('discounts.0.discountCode', 'HVD_L23_PRE'), set('tags', ['HVD_MIGRATED_CUSTOMER'])),
    ['discount.discount-code'],
  ],

  ['benefit without type', 'large-government-agency', append('benefits', {}), ['benefit.type']],
  ['benefit of another type', 'large-government-agency', append('benefits', { type: 'NEW' }), ['benefit.type']],
  ['benefit status PENDING_UPGRADE', 'large-government-agency', set('benefits.0.status', 'PENDING_UPGRADE'), []],
  ['commitment null', 'three-year-commit', set('benefits.0.commitment', null), []],
  ['commitment absent', 'three-year-commit', drop('benefits.0.commitment'), []],
  ['commitment an array', 'three-year-commit', set('benefits.0.commitment', []), ['benefit.commitment']],
  ['commitmentRequest a string', 'three-year-commit', set('benefits.0.commitmentRequest', ''), ['benefit.commitment']],
  ['startDate absent', 'three-year-commit', drop('benefits.0.commitment.startDate'), []],
  [
    'endDate an impossible day',
    'three-year-commit',
    set('benefits.0.commitment.endDate', '2029-02-29'),
    ['benefit.commitment-dates'],
  ],
  [
    'commitment status unlisted',
    'three-year-commit',
    set('benefits.0.commitment.status', 'OPEN'),
    ['benefit.commitment-status'],
  ],
  [
    'quantity a string',
    'three-year-commit',
    set('benefits.0.commitment.minimumQuantities.0.quantity', '50'),
    ['benefit.minimum-quantities'],
  ],
  [
    'quantity a fraction',
    'three-year-commit',
    set('benefits.0.commitment.minimumQuantities.0.quantity', 1.5),
    ['benefit.minimum-quantities'],
  ],

  [
    'linkedMembership empty',
    'education',
    set('linkedMembership', {}),
    [
      'membership.creation-date-present',
      'membership.id',
      'membership.linked-membership-type',
      'membership.name',
      'membership.type',
    ],
  ],
  ['linkedMembership id of 41', 'large-government-agency', set('linkedMembership.id', long(41)), ['membership.id']],
  [
    'linkedMembership name of 81',
    'large-government-agency',
    set('linkedMembership.name', long(81)),
    ['membership.name'],
  ],
  [
    'linkedMembership type unlisted',
    'large-government-agency',
    set('linkedMembership.type', 'LGA'),
    ['membership.type'],
  ],
  [
    'membership creationDate with Z',
    'large-government-agency',
    set('linkedMembership.creationDate', '2025-04-02T09:30:00Z'),
    ['membership.creation-date'],
  ],
  [
    'membership creationDate impossible',
    'large-government-agency',
    set('linkedMembership.creationDate', '2025-02-30T09:30:00'),
    ['membership.creation-date'],
  ],
  [
    'three-year commit beside a membership',
    'three-year-commit',
    set('linkedMembership', customer('large-government-agency')['linkedMembership']),
    ['benefit.commit-excludes-membership'],
  ],

  [
    'LGA that is COM',
    'large-government-agency',
    all(set('companyProfile.marketSegment', 'COM'), drop('companyProfile.marketSubSegments')),
    ['lga.market-segment', 'lga.market-sub-segments-present'],
  ],
  [
    'LGA with FEDERAL and STATE',
    'large-government-agency',
    set('companyProfile.marketSubSegments', ['FEDERAL', 'STATE']),
    [],
  ],
  [
    'LGA in Mexico',
    'large-government-agency',
    set('companyProfile.address.country', 'MX'),
    ['lga.country', 'lga.group-country'],
  ],
  [
    'LGA in Canada, its group in the US',
    'large-government-agency',
    set('companyProfile.address.country', 'CA'),
    ['lga.group-country'],
  ],
  [
    'LGA group in Mexico',
    'large-government-agency',
    set('linkedMembership.country', 'MX'),
    ['lga.group-country', 'membership.country'],
  ],
  [
    'LGA group with benefitTypes a string',
    'large-government-agency',
    set('linkedMembership.benefitTypes', 'LARGE_GOVERNMENT_AGENCY'),
    ['lga.group-benefit-types', 'membership.benefit-types'],
  ],
  ['LGA without a group', 'large-government-agency', drop('linkedMembership'), []],
  [
    'LGA with a requested commit',
    'large-government-agency',
    all(
      drop('linkedMembership'),
      append('benefits', {
        type: 'THREE_YEAR_COMMIT',
        commitment: null,
        commitmentRequest: { status: 'REQUESTED', minimumQuantities: [] },
      }),
    ),
    ['lga.no-three-year-commit'],
  ],
  [
    'LGA with an expired commit',
    'large-government-agency',
    append('benefits', { type: 'THREE_YEAR_COMMIT', commitment: { status: 'EXPIRED', minimumQuantities: [] } }),
    [],
  ],

  ...fieldRows,
];
