import { describe, expect, it } from 'vitest';
import { judgeCustomer } from '../../../src/checks/customer.js';
import { all, append, drop, set, type Change } from '../../../src/sandbox/faults/changes.js';
import { customer } from '../../support/customers.js';

type Base = Parameters<typeof customer>[0];

/** The requirements that a customer breaks, each once, MUST and SHOULD alike. */
function broken(base: Base, change: Change, declaredLga = false): string[] {
  const asked = customer(base)['customerId'] as string;
  const judged = judgeCustomer({ body: customer(base, change), askedFor: asked, declaredLga, exchange: 'x1' });
  return [...new Set(judged.map(({ requirement }) => requirement))].sort();
}

const nothing: Change = () => undefined;
const long = (length: number) => 'x'.repeat(length);

type Row = [change: string, base: Base, apply: Change, breaks: string[]];

const rows: Row[] = [
  ['nothing (education)', 'education', nothing, []],
  ['nothing (LGA)', 'large-government-agency', nothing, []],
  ['nothing (three-year commit)', 'three-year-commit', nothing, []],
  ['nothing (sparse)', 'sparse', nothing, ['customer.discounts-present', 'profile.address-present']],

  ['externalReferenceId absent', 'education', drop('externalReferenceId'), []],
  ['externalReferenceId of 35', 'education', set('externalReferenceId', long(35)), []],
  ['externalReferenceId of 36', 'education', set('externalReferenceId', long(36)), ['customer.external-reference-id']],
  ['externalReferenceId a number', 'education', set('externalReferenceId', 342), ['customer.external-reference-id']],
  ['externalReferenceId null', 'education', set('externalReferenceId', null), ['customer.external-reference-id']],
  ['customerId missing', 'education', drop('customerId'), ['customer.customer-id']],
  ['customerId a number', 'education', set('customerId', 1005998877), ['customer.customer-id']],
  ['customerId of another', 'education', set('customerId', '1005998878'), ['customer.names-customer']],
  [
    'customerId with a blank',
    'education',
    set('customerId', '1005 998877'),
    ['customer.customer-id', 'customer.names-customer'],
  ],
  ['resellerId missing', 'education', drop('resellerId'), ['customer.reseller-id']],
  ['resellerId of 3', 'education', set('resellerId', '123'), ['customer.reseller-id']],
  ['resellerId of 4', 'education', set('resellerId', 'P-12'), []],
  ['resellerId of 41', 'education', set('resellerId', long(41)), ['customer.reseller-id']],
  ['resellerId with an underscore', 'education', set('resellerId', 'abc_123'), ['customer.reseller-id']],
  ['status missing', 'education', drop('status'), ['customer.status']],
  ['status a number', 'education', set('status', 1000), ['customer.status']],
  ['status a word', 'education', set('status', 'ACTIVE'), ['customer.status', 'customer.status-listed']],
  ['status of the list', 'education', set('status', '1014'), []],
  ['status of another list', 'education', set('status', '1016'), ['customer.status-listed']],
  ['globalSalesEnabled missing', 'education', drop('globalSalesEnabled'), ['customer.global-sales-enabled']],
  ['globalSalesEnabled a string', 'education', set('globalSalesEnabled', 'false'), ['customer.global-sales-enabled']],
  ['tags []', 'education', set('tags', []), []],
  ['tags listed', 'education', set('tags', ['HVD_MIGRATED_CUSTOMER']), []],
  ['tags unlisted', 'education', set('tags', ['NEW_TAG']), ['customer.tags-listed']],
  ['tags a string', 'education', set('tags', 'HVD_MIGRATED_CUSTOMER'), ['customer.tags']],
  ['tags with a number', 'education', set('tags', [1]), ['customer.tags']],
  ['discounts absent', 'education', drop('discounts'), ['customer.discounts-present']],
  ['discounts []', 'education', set('discounts', []), []],
  ['discounts null', 'education', set('discounts', null), ['customer.discounts']],
  ['discounts an object', 'education', set('discounts', {}), ['customer.discounts']],
  ['benefits absent', 'education', drop('benefits'), []],
  ['benefits null', 'education', set('benefits', null), ['customer.benefits']],
  ['cotermDate absent', 'education', drop('cotermDate'), []],
  ['cotermDate empty', 'education', set('cotermDate', ''), []],
  ['cotermDate null', 'education', set('cotermDate', null), ['customer.coterm-date']],
  ['cotermDate an impossible day', 'education', set('cotermDate', '2027-02-30'), ['customer.coterm-date']],
  ['cotermDate a leap day', 'education', set('cotermDate', '2028-02-29'), []],
  ['cotermDate a date-time', 'education', set('cotermDate', '2027-01-01T00:00:00Z'), ['customer.coterm-date']],
  ['creationDate missing', 'education', drop('creationDate'), ['customer.creation-date']],
  ['creationDate without a zone', 'education', set('creationDate', '2023-09-14T08:15:30'), ['customer.creation-date']],
  [
    'creationDate with an offset',
    'education',
    set('creationDate', '2023-09-14T08:15:30+02:00'),
    ['customer.creation-date'],
  ],
  ['creationDate with fractions', 'education', set('creationDate', '2023-09-14T08:15:30.123Z'), []],
  ['creationDate a day', 'education', set('creationDate', '2023-09-14'), ['customer.creation-date']],
  [
    'creationDate an impossible day',
    'education',
    set('creationDate', '2023-02-30T08:15:30Z'),
    ['customer.creation-date'],
  ],
  ['creationDate with a blank', 'education', set('creationDate', '2023-09-14 08:15:30Z'), ['customer.creation-date']],
  ['an undocumented field', 'education', set('loyalty', { points: 3 }), ['drift.undocumented-fields']],

  ['companyProfile missing', 'education', drop('companyProfile'), ['profile.object']],
  ['companyProfile a string', 'education', set('companyProfile', 'x'), ['profile.object']],
  ['companyName missing', 'education', drop('companyProfile.companyName'), ['profile.company-name']],
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
  ['preferredLanguage missing', 'education', drop('companyProfile.preferredLanguage'), ['profile.preferred-language']],
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
  ['marketSegment empty', 'education', set('companyProfile.marketSegment', ''), ['profile.market-segment-filled']],
  ['marketSegment unlisted', 'education', set('companyProfile.marketSegment', 'EDUCATION'), ['profile.market-segment']],
  ['marketSegment null', 'education', set('companyProfile.marketSegment', null), ['profile.market-segment']],
  ['marketSubSegments absent', 'education', drop('companyProfile.marketSubSegments'), []],
  ['marketSubSegments []', 'education', set('companyProfile.marketSubSegments', []), []],
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
  [
    'sub-segment of EDU with COM',
    'education',
    set('companyProfile.marketSegment', 'COM'),
    ['profile.sub-segment-of-segment'],
  ],
  ['contacts missing', 'education', drop('companyProfile.contacts'), ['profile.contacts']],
  ['contacts []', 'education', set('companyProfile.contacts', []), ['profile.contacts-filled']],
  ['contacts an object', 'education', set('companyProfile.contacts', {}), ['profile.contacts']],
  ['address absent', 'education', drop('companyProfile.address'), ['profile.address-present']],
  ['address null', 'education', set('companyProfile.address', null), ['address.object']],
  [
    'an undocumented field of the profile',
    'education',
    set('companyProfile.taxId', '1'),
    ['drift.undocumented-fields'],
  ],

  ['country missing', 'education', drop('companyProfile.address.country'), ['address.country']],
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
  ['region missing', 'education', drop('companyProfile.address.region'), ['address.complete']],
  ['city missing', 'education', drop('companyProfile.address.city'), ['address.complete']],
  ['postalCode missing', 'education', drop('companyProfile.address.postalCode'), ['address.complete']],
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

  ['email missing', 'education', drop('companyProfile.contacts.0.email'), ['contact.email']],
  ['email without @', 'education', set('companyProfile.contacts.0.email', 'ines.example.org'), ['contact.email']],
  ['email of 241', 'education', set('companyProfile.contacts.0.email', `${long(229)}@example.org`), ['contact.email']],
  ['firstName missing', 'education', drop('companyProfile.contacts.0.firstName'), ['contact.first-name']],
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

  ['offerType missing', 'education', drop('discounts.0.offerType'), ['discount.offer-type']],
  ['offerType unlisted', 'education', set('discounts.0.offerType', 'LICENCE'), ['discount.offer-type']],
  ['level absent', 'education', drop('discounts.0.level'), ['discount.level-present']],
  ['level of one digit', 'education', set('discounts.0.level', '2'), ['discount.level']],
  ['level a number', 'education', set('discounts.0.level', 2), ['discount.level']],
  ['level of a consumable for licences', 'education', set('discounts.0.level', 'T1'), ['discount.level']],
  ['level 99', 'education', set('discounts.0.level', '99'), []],
  ['level T8 for consumables', 'three-year-commit', set('discounts.1.level', 'T8'), ['discount.level']],
  ['level TG for consumables', 'three-year-commit', set('discounts.1.level', 'TG'), []],
  [
    'a second discount for licences',
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
  ['benefit status unlisted', 'large-government-agency', set('benefits.0.status', 'ENABLED'), ['benefit.status']],
  ['benefit status null', 'large-government-agency', set('benefits.0.status', null), ['lga.status-present']],
  ['benefit status absent', 'large-government-agency', drop('benefits.0.status'), ['lga.status-present']],
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
    'commitment status absent',
    'three-year-commit',
    drop('benefits.0.commitment.status'),
    ['benefit.commitment-complete'],
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

  ['linkedMembership an array', 'large-government-agency', set('linkedMembership', []), ['membership.object']],
  ['linkedMembership without id', 'large-government-agency', drop('linkedMembership.id'), ['membership.id']],
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
    'linkedMembershipType missing',
    'large-government-agency',
    drop('linkedMembership.linkedMembershipType'),
    ['membership.linked-membership-type'],
  ],
  [
    'membership creationDate absent',
    'large-government-agency',
    drop('linkedMembership.creationDate'),
    ['membership.creation-date-present'],
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
  ['LGA without segment', 'large-government-agency', drop('companyProfile.marketSegment'), ['lga.market-segment']],
  [
    'LGA with FEDERAL and STATE',
    'large-government-agency',
    set('companyProfile.marketSubSegments', ['FEDERAL', 'STATE']),
    [],
  ],
  [
    'LGA without sub-segments',
    'large-government-agency',
    drop('companyProfile.marketSubSegments'),
    ['lga.market-sub-segments-present'],
  ],
  [
    'LGA with sub-segments []',
    'large-government-agency',
    set('companyProfile.marketSubSegments', []),
    ['lga.market-sub-segments-present'],
  ],
  [
    'LGA with a sub-segment of EDU',
    'large-government-agency',
    set('companyProfile.marketSubSegments', ['K_12']),
    ['lga.market-sub-segments', 'profile.sub-segment-of-segment'],
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
  ['LGA group without country', 'large-government-agency', drop('linkedMembership.country'), ['lga.group-country']],
  [
    'LGA group in Mexico',
    'large-government-agency',
    set('linkedMembership.country', 'MX'),
    ['lga.group-country', 'membership.country'],
  ],
  [
    'LGA group without benefitTypes',
    'large-government-agency',
    drop('linkedMembership.benefitTypes'),
    ['lga.group-benefit-types'],
  ],
  [
    'LGA group with benefitTypes []',
    'large-government-agency',
    set('linkedMembership.benefitTypes', []),
    ['lga.group-benefit-types'],
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
  ['LGA on level 01', 'large-government-agency', set('discounts.0.level', '01'), ['lga.license-level']],
  ['LGA without address', 'large-government-agency', drop('companyProfile.address'), ['profile.address-present']],

  ['links missing', 'education', drop('links'), ['links.object']],
  ['links.self missing', 'education', drop('links.self'), ['links.object']],
  ['links.self.uri missing', 'education', drop('links.self.uri'), ['links.self-uri']],
  ['links.self.uri of another', 'education', set('links.self.uri', '/v3/customers/1'), ['links.self-uri']],
  ['links.self.method POST', 'education', set('links.self.method', 'POST'), ['links.self-method']],
  ['links.self.headers an object', 'education', set('links.self.headers', {}), ['links.self-headers']],
];

describe('a customer', () => {
  it.each(rows)('with %s', (_name, base, change, breaks) => {
    expect(broken(base, change)).toEqual(breaks);
  });
});

describe('the customer declared to be a Large Government Agency', () => {
  it('fails without the benefit, and is judged as one all the same', () => {
    expect(broken('education', nothing, true)).toEqual([
      'lga.declared',
      'lga.market-segment',
      'lga.market-sub-segments',
    ]);
  });

  it('passes with it', () => {
    expect(broken('large-government-agency', nothing, true)).toEqual([]);
  });
});

describe('a body that is no customer', () => {
  it.each([[[]], [null], ['text'], [7]])('%j breaks customer.object alone', (body) => {
    const judged = judgeCustomer({ body, askedFor: '1', declaredLga: false, exchange: 'x1' });
    expect(judged.map(({ requirement }) => requirement)).toEqual(['customer.object']);
  });
});
