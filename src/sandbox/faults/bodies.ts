import { all, append, drop, set, type Change } from './changes.js';
import type { Fault, RequirementId } from './fault.js';

/** The customers that a check asks for; see src/sandbox/customers/. */
export const ORDINARY = '9876543210';
export const AGENCY = '1005200001';

interface BodyFault {
  name: string;
  describes: string;
  breaks: RequirementId | readonly RequirementId[];
  change: Change;
  also?: readonly RequirementId[];
}

/** A fault that changes the body of one customer, the same way at every read. */
export function bodyFault(id: string, { name, describes, breaks, change, also = [] }: BodyFault): Fault {
  return {
    name,
    describes,
    breaks: [breaks].flat(),
    also,
    customer(customer, read) {
      if (read === id) change(customer);
      return customer;
    },
  };
}

const long = (length: number): string => 'x'.repeat(length);

const commit = { type: 'THREE_YEAR_COMMIT', commitment: null, commitmentRequest: null, recommitmentRequest: null };

/** A running commit for the ordinary customer, whose membership it would contradict. */
function running(change: Change): Change {
  const commitment = {
    startDate: '2026-01-10',
    endDate: '2029-01-09',
    status: 'EXPIRED',
    minimumQuantities: [{ offerType: 'LICENSE', quantity: 10 }],
  };
  return all(set('benefits', [{ ...commit, commitment }]), change);
}

const rows: BodyFault[] = [
  {
    name: 'external-reference-id-long',
    describes: 'externalReferenceId has 36 characters',
    breaks: 'customer.external-reference-id',
    change: set('externalReferenceId', long(36)),
  },
  {
    name: 'external-reference-id-number',
    describes: 'externalReferenceId is a number',
    breaks: 'customer.external-reference-id',
    change: set('externalReferenceId', 342),
  },
  {
    name: 'customer-id-missing',
    describes: 'customerId is missing',
    breaks: 'customer.customer-id',
    change: drop('customerId'),
  },
  {
    name: 'customer-id-number',
    describes: 'customerId is a number',
    breaks: 'customer.customer-id',
    change: set('customerId', 9876543210),
  },
  {
    name: 'customer-id-of-another',
    describes: 'customerId names another customer',
    breaks: 'customer.names-customer',
    change: set('customerId', '9876543211'),
  },
  {
    name: 'reseller-id-missing',
    describes: 'resellerId is missing',
    breaks: 'customer.reseller-id',
    change: drop('resellerId'),
  },
  {
    name: 'reseller-id-underscore',
    describes: 'resellerId has an underscore',
    breaks: 'customer.reseller-id',
    change: set('resellerId', 'res_5556667778'),
  },
  { name: 'status-missing', describes: 'status is missing', breaks: 'customer.status', change: drop('status') },
  { name: 'status-number', describes: 'status is a number', breaks: 'customer.status', change: set('status', 1000) },
  {
    name: 'status-unlisted',
    describes: 'status is 1016, which no list has',
    breaks: 'customer.status-listed',
    change: set('status', '1016'),
  },
  {
    name: 'global-sales-missing',
    describes: 'globalSalesEnabled is missing',
    breaks: 'customer.global-sales-enabled',
    change: drop('globalSalesEnabled'),
  },
  {
    name: 'global-sales-string',
    describes: 'globalSalesEnabled is a string',
    breaks: 'customer.global-sales-enabled',
    change: set('globalSalesEnabled', 'false'),
  },
  {
    name: 'tags-string',
    describes: 'tags is a string',
    breaks: 'customer.tags',
    change: set('tags', 'HVD_MIGRATED_CUSTOMER'),
  },
  {
    name: 'tag-unlisted',
    describes: 'a tag is not on the list',
    breaks: 'customer.tags-listed',
    change: set('tags', ['SOMETHING_NEW']),
  },
  {
    name: 'discounts-object',
    describes: 'discounts is an object',
    breaks: 'customer.discounts',
    change: set('discounts', { offerType: 'LICENSE', level: '02' }),
  },
  {
    name: 'discounts-missing',
    describes: 'discounts is missing',
    breaks: 'customer.discounts-present',
    change: drop('discounts'),
  },
  { name: 'benefits-null', describes: 'benefits is null', breaks: 'customer.benefits', change: set('benefits', null) },
  {
    name: 'coterm-date-impossible',
    describes: 'cotermDate is 2027-02-30',
    breaks: 'customer.coterm-date',
    change: set('cotermDate', '2027-02-30'),
  },
  {
    name: 'coterm-date-null',
    describes: 'cotermDate is null',
    breaks: 'customer.coterm-date',
    change: set('cotermDate', null),
  },
  {
    name: 'coterm-date-time',
    describes: 'cotermDate has a time',
    breaks: 'customer.coterm-date',
    change: set('cotermDate', '2027-05-02T00:00:00Z'),
  },
  {
    name: 'creation-date-missing',
    describes: 'creationDate is missing',
    breaks: 'customer.creation-date',
    change: drop('creationDate'),
  },
  {
    name: 'creation-date-without-zone',
    describes: 'creationDate has no zone',
    breaks: 'customer.creation-date',
    change: set('creationDate', '2019-05-02T22:49:52'),
  },
  {
    name: 'creation-date-offset',
    describes: 'creationDate has an offset in place of Z',
    breaks: 'customer.creation-date',
    change: set('creationDate', '2019-05-02T22:49:52+02:00'),
  },
  {
    name: 'undocumented-field',
    describes: 'a field at the top is documented nowhere',
    breaks: 'drift.undocumented-fields',
    change: set('loyaltyTier', 'gold'),
  },

  {
    name: 'profile-missing',
    describes: 'companyProfile is missing',
    breaks: 'profile.object',
    change: drop('companyProfile'),
  },
  {
    name: 'company-name-missing',
    describes: 'companyName is missing',
    breaks: 'profile.company-name',
    change: drop('companyProfile.companyName'),
  },
  {
    name: 'company-name-long',
    describes: 'companyName has 251 characters',
    breaks: 'profile.company-name',
    also: ['profile.company-name-short'],
    change: set('companyProfile.companyName', long(251)),
  },
  {
    name: 'company-name-of-81',
    describes: 'companyName has 81 characters',
    breaks: 'profile.company-name-short',
    change: set('companyProfile.companyName', long(81)),
  },
  {
    name: 'language-underscore',
    describes: 'preferredLanguage is en_US',
    breaks: 'profile.preferred-language',
    also: ['profile.preferred-language-region'],
    change: set('companyProfile.preferredLanguage', 'en_US'),
  },
  {
    name: 'language-missing',
    describes: 'preferredLanguage is missing',
    breaks: 'profile.preferred-language',
    change: drop('companyProfile.preferredLanguage'),
  },
  {
    name: 'language-without-region',
    describes: 'preferredLanguage is en',
    breaks: 'profile.preferred-language-region',
    change: set('companyProfile.preferredLanguage', 'en'),
  },
  {
    name: 'market-segment-unlisted',
    describes: 'marketSegment is EDUCATION',
    breaks: 'profile.market-segment',
    change: set('companyProfile.marketSegment', 'EDUCATION'),
  },
  {
    name: 'market-segment-empty',
    describes: 'marketSegment is empty',
    breaks: 'profile.market-segment-filled',
    change: set('companyProfile.marketSegment', ''),
  },
  {
    name: 'sub-segment-unlisted',
    describes: 'a sub-segment is not on the list',
    breaks: 'profile.market-sub-segments',
    change: set('companyProfile.marketSubSegments', ['K12']),
  },
  {
    name: 'sub-segments-string',
    describes: 'marketSubSegments is a string',
    breaks: 'profile.market-sub-segments',
    change: set('companyProfile.marketSubSegments', 'K_12'),
  },
  {
    name: 'sub-segment-of-government',
    describes: 'a school has the sub-segment STATE',
    breaks: 'profile.sub-segment-of-segment',
    change: set('companyProfile.marketSubSegments', ['STATE']),
  },
  {
    name: 'contacts-missing',
    describes: 'contacts is missing',
    breaks: 'profile.contacts',
    change: drop('companyProfile.contacts'),
  },
  {
    name: 'contacts-empty',
    describes: 'contacts is empty',
    breaks: 'profile.contacts-filled',
    change: set('companyProfile.contacts', []),
  },
  {
    name: 'address-missing',
    describes: 'the address is missing',
    breaks: 'profile.address-present',
    change: drop('companyProfile.address'),
  },

  {
    name: 'address-null',
    describes: 'the address is null',
    breaks: 'address.object',
    change: set('companyProfile.address', null),
  },
  {
    name: 'country-missing',
    describes: 'country is missing',
    breaks: 'address.country',
    change: drop('companyProfile.address.country'),
  },
  {
    name: 'country-in-words',
    describes: 'country is United States',
    breaks: 'address.country',
    also: ['address.country-two-letters'],
    change: set('companyProfile.address.country', 'United States'),
  },
  {
    name: 'country-unknown',
    describes: 'country is ZZ, which ISO 3166 does not know',
    breaks: 'address.country',
    change: set('companyProfile.address.country', 'ZZ'),
  },
  {
    name: 'country-of-three-letters',
    describes: 'country is USA',
    breaks: 'address.country-two-letters',
    change: set('companyProfile.address.country', 'USA'),
  },
  {
    name: 'city-missing',
    describes: 'city is missing',
    breaks: 'address.complete',
    change: drop('companyProfile.address.city'),
  },
  {
    name: 'region-long',
    describes: 'region has 256 characters',
    breaks: 'address.region',
    change: set('companyProfile.address.region', long(256)),
  },
  {
    name: 'city-long',
    describes: 'city has 41 characters',
    breaks: 'address.city',
    change: set('companyProfile.address.city', long(41)),
  },
  {
    name: 'address-line-1-long',
    describes: 'addressLine1 has 61 characters',
    breaks: 'address.line-1',
    change: set('companyProfile.address.addressLine1', long(61)),
  },
  {
    name: 'address-line-2-number',
    describes: 'addressLine2 is a number',
    breaks: 'address.line-2',
    change: set('companyProfile.address.addressLine2', 123),
  },
  {
    name: 'postal-code-number',
    describes: 'postalCode is a number',
    breaks: 'address.postal-code',
    change: set('companyProfile.address.postalCode', 95110),
  },
  {
    name: 'address-phone-long',
    describes: 'phoneNumber of the address has 41 characters',
    breaks: 'address.phone-number',
    change: set('companyProfile.address.phoneNumber', '1'.repeat(41)),
  },

  {
    name: 'contact-string',
    describes: 'a contact is a string',
    breaks: 'contact.object',
    change: append('companyProfile.contacts', 'Minnie'),
  },
  {
    name: 'email-missing',
    describes: 'email of a contact is missing',
    breaks: 'contact.email',
    change: drop('companyProfile.contacts.0.email'),
  },
  {
    name: 'email-malformed',
    describes: 'email of a contact has no @',
    breaks: 'contact.email',
    change: set('companyProfile.contacts.0.email', 'mickey.mouse.com'),
  },
  {
    name: 'first-name-long',
    describes: 'firstName of a contact has 36 characters',
    breaks: 'contact.first-name',
    change: set('companyProfile.contacts.0.firstName', long(36)),
  },
  {
    name: 'last-name-missing',
    describes: 'lastName of a contact is missing',
    breaks: 'contact.last-name',
    change: drop('companyProfile.contacts.0.lastName'),
  },
  {
    name: 'contact-phone-number',
    describes: 'phoneNumber of a contact is a number',
    breaks: 'contact.phone-number',
    change: set('companyProfile.contacts.0.phoneNumber', 4081234567),
  },

  {
    name: 'discount-string',
    describes: 'a discount is a string',
    breaks: 'discount.object',
    change: set('discounts', ['02']),
  },
  {
    name: 'offer-type-unlisted',
    describes: 'offerType is LICENCE',
    breaks: 'discount.offer-type',
    change: set('discounts.0.offerType', 'LICENCE'),
  },
  {
    name: 'discounts-double',
    describes: 'two discounts are for licences',
    breaks: 'discount.one-per-offer-type',
    change: append('discounts', { offerType: 'LICENSE', level: '03' }),
  },
  {
    name: 'level-of-one-digit',
    describes: 'the level of licences is 2',
    breaks: 'discount.level',
    change: set('discounts.0.level', '2'),
  },
  {
    name: 'level-number',
    describes: 'the level of licences is a number',
    breaks: 'discount.level',
    change: set('discounts.0.level', 2),
  },
  {
    name: 'level-of-consumables',
    describes: 'the level of consumables is T8',
    breaks: 'discount.level',
    change: append('discounts', { offerType: 'CONSUMABLES', level: 'T8' }),
  },
  {
    name: 'level-missing',
    describes: 'a discount has no level',
    breaks: 'discount.level-present',
    change: drop('discounts.0.level'),
  },
  {
    name: 'discount-code-unlisted',
    describes: 'discountCode is HVD_L23_PRE',
    breaks: 'discount.discount-code',
    change: all(set('discounts.0.discountCode', 'HVD_L23_PRE'), set('tags', ['HVD_MIGRATED_CUSTOMER'])),
  },
  {
    name: 'discount-code-untagged',
    describes: 'a discountCode comes without its tag',
    breaks: 'discount.discount-code-tagged',
    change: set('discounts.0.discountCode', 'HVD_L18_PRE'),
  },

  {
    name: 'benefit-string',
    describes: 'a benefit is a string',
    breaks: 'benefit.object',
    change: set('benefits', ['THREE_YEAR_COMMIT']),
  },
  {
    name: 'benefit-unlisted',
    describes: 'a benefit has the type FIVE_YEAR_COMMIT',
    breaks: 'benefit.type',
    change: set('benefits', [{ type: 'FIVE_YEAR_COMMIT' }]),
  },
  {
    name: 'commitment-array',
    describes: 'commitment is an array',
    breaks: 'benefit.commitment',
    change: set('benefits', [{ ...commit, commitment: [] }]),
  },
  {
    name: 'commitment-end-impossible',
    describes: 'a commitment ends on 2029-02-29',
    breaks: 'benefit.commitment-dates',
    change: running(set('benefits.0.commitment.endDate', '2029-02-29')),
  },
  {
    name: 'commitment-status-unlisted',
    describes: 'a commitment is OPEN',
    breaks: 'benefit.commitment-status',
    change: running(set('benefits.0.commitment.status', 'OPEN')),
  },
  {
    name: 'quantity-string',
    describes: 'a minimum quantity is a string',
    breaks: 'benefit.minimum-quantities',
    change: running(set('benefits.0.commitment.minimumQuantities.0.quantity', '10')),
  },
  {
    name: 'commitment-without-status',
    describes: 'a commitment has no status',
    breaks: 'benefit.commitment-complete',
    change: running(drop('benefits.0.commitment.status')),
  },
  {
    name: 'commitment-beside-membership',
    describes: 'a member of a group has a running commit',
    breaks: 'benefit.commit-excludes-membership',
    change: running(set('benefits.0.commitment.status', 'COMMITTED')),
  },

  {
    name: 'membership-array',
    describes: 'linkedMembership is an array',
    breaks: 'membership.object',
    change: set('linkedMembership', []),
  },
  {
    name: 'membership-null',
    describes: 'linkedMembership is null',
    breaks: 'membership.object',
    change: set('linkedMembership', null),
  },
  {
    name: 'membership-id-missing',
    describes: 'id of the membership is missing',
    breaks: 'membership.id',
    change: drop('linkedMembership.id'),
  },
  {
    name: 'membership-name-long',
    describes: 'name of the membership has 81 characters',
    breaks: 'membership.name',
    change: set('linkedMembership.name', long(81)),
  },
  {
    name: 'membership-type-unlisted',
    describes: 'type of the membership is not on the list',
    breaks: 'membership.type',
    change: set('linkedMembership.type', 'GROUP'),
  },
  {
    name: 'membership-role-missing',
    describes: 'linkedMembershipType is missing',
    breaks: 'membership.linked-membership-type',
    change: drop('linkedMembership.linkedMembershipType'),
  },
  {
    name: 'membership-date-with-zone',
    describes: 'creationDate of the membership has a zone',
    breaks: 'membership.creation-date',
    change: set('linkedMembership.creationDate', '2024-07-17T03:47:35Z'),
  },
  {
    name: 'membership-date-missing',
    describes: 'creationDate of the membership is missing',
    breaks: 'membership.creation-date-present',
    change: drop('linkedMembership.creationDate'),
  },
  {
    name: 'membership-country-long',
    describes: 'country of the membership is USA',
    breaks: 'membership.country',
    change: set('linkedMembership.country', 'USA'),
  },
  {
    name: 'membership-benefit-unlisted',
    describes: 'a benefit type of the membership is not on the list',
    breaks: 'membership.benefit-types',
    change: set('linkedMembership.benefitTypes', ['SMALL_AGENCY']),
  },

  { name: 'links-missing', describes: 'links is missing', breaks: 'links.object', change: drop('links') },
  {
    name: 'self-uri-of-another',
    describes: 'links.self.uri is the path of another customer',
    breaks: 'links.self-uri',
    change: set('links.self.uri', '/v3/customers/9876543211'),
  },
  {
    name: 'self-uri-missing',
    describes: 'links.self.uri is missing',
    breaks: 'links.self-uri',
    change: drop('links.self.uri'),
  },
  {
    name: 'self-method-post',
    describes: 'links.self.method is POST',
    breaks: 'links.self-method',
    change: set('links.self.method', 'POST'),
  },
  {
    name: 'self-headers-object',
    describes: 'links.self.headers is an object',
    breaks: 'links.self-headers',
    change: set('links.self.headers', {}),
  },
];

/** Faults in the body of an ordinary customer. */
export const bodyFaults: readonly Fault[] = rows.map((row) => bodyFault(ORDINARY, row));

const agencyRows: BodyFault[] = [
  {
    name: 'lga-without-benefit',
    describes: 'the agency lacks the benefit LARGE_GOVERNMENT_AGENCY',
    breaks: 'lga.declared',
    change: set('benefits', []),
  },
  {
    name: 'lga-status-missing',
    describes: 'the benefit of the agency has no status',
    breaks: 'lga.status-present',
    change: drop('benefits.0.status'),
  },
  {
    name: 'lga-status-unlisted',
    describes: 'the benefit of the agency is ENABLED',
    breaks: 'benefit.status',
    change: set('benefits.0.status', 'ENABLED'),
  },
  {
    name: 'lga-commercial',
    describes: 'the agency is in the segment COM',
    breaks: 'lga.market-segment',
    also: ['profile.sub-segment-of-segment'],
    change: set('companyProfile.marketSegment', 'COM'),
  },
  {
    name: 'lga-segment-missing',
    describes: 'the agency has no market segment',
    breaks: 'lga.market-segment',
    change: drop('companyProfile.marketSegment'),
  },
  {
    name: 'lga-sub-segment-of-education',
    describes: 'the agency has the sub-segment K_12',
    breaks: 'lga.market-sub-segments',
    also: ['profile.sub-segment-of-segment'],
    change: set('companyProfile.marketSubSegments', ['K_12']),
  },
  {
    name: 'lga-sub-segments-missing',
    describes: 'the agency has no sub-segments',
    breaks: 'lga.market-sub-segments-present',
    change: drop('companyProfile.marketSubSegments'),
  },
  {
    name: 'lga-in-mexico',
    describes: 'the agency is in Mexico',
    breaks: 'lga.country',
    change: all(set('companyProfile.address.country', 'MX'), drop('linkedMembership')),
  },
  {
    name: 'lga-group-elsewhere',
    describes: 'the group of the agency is in another country',
    breaks: 'lga.group-country',
    change: set('linkedMembership.country', 'CA'),
  },
  {
    name: 'lga-group-without-country',
    describes: 'the group of the agency has no country',
    breaks: 'lga.group-country',
    change: drop('linkedMembership.country'),
  },
  {
    name: 'lga-group-without-benefit-types',
    describes: 'the group of the agency has no benefitTypes',
    breaks: 'lga.group-benefit-types',
    change: drop('linkedMembership.benefitTypes'),
  },
  {
    name: 'lga-with-commit',
    describes: 'the agency has a commit that is requested',
    breaks: 'lga.no-three-year-commit',
    change: all(
      drop('linkedMembership'),
      append('benefits', { ...commit, commitmentRequest: { status: 'REQUESTED', minimumQuantities: [] } }),
    ),
  },
  {
    name: 'lga-level-01',
    describes: 'the agency has the level 01',
    breaks: 'lga.license-level',
    change: set('discounts.0.level', '01'),
  },
];

/** Faults in the body of a Large Government Agency. */
export const agencyFaults: readonly Fault[] = agencyRows.map((row) => bodyFault(AGENCY, row));
