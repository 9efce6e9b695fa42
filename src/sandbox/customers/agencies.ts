import type { Benefit, Commitment, CompanyProfile, LinkedMembership } from '../../generated/contract.js';
import { seeded, type SandboxCustomer } from '../sandbox-customer.js';
import { withEveryField } from './every-field.js';

function agency(companyName: string, place: 'US' | 'CA', subSegments?: ('FEDERAL' | 'STATE')[]): CompanyProfile {
  const address =
    place === 'US'
      ? { country: 'US', region: 'MI', city: 'Muskegon', addressLine1: '4 Quay Road', postalCode: '49440' }
      : { country: 'CA', region: 'NS', city: 'Halifax', addressLine1: '12 Barrel Lane', postalCode: 'B3H 0A1' };
  return {
    companyName,
    preferredLanguage: place === 'US' ? 'en-US' : 'en-CA',
    marketSegment: 'GOV',
    ...(subSegments === undefined ? {} : { marketSubSegments: subSegments }),
    address,
    contacts: [{ firstName: 'Teo', lastName: 'Lindqvist', email: 'teo.lindqvist@example.org', phoneNumber: '' }],
  };
}

function group(country: 'US' | 'CA', linkedMembershipType: 'OWNER' | 'MEMBER'): LinkedMembership {
  return {
    id: country === 'US' ? '51007731' : '51007732',
    name: `Public Records ${country}`,
    type: 'STANDARD',
    linkedMembershipType,
    creationDate: '2025-04-02T09:30:00',
    country,
    benefitTypes: ['LARGE_GOVERNMENT_AGENCY'],
  };
}

const common = { resellerId: '1000700009', globalSalesEnabled: false, cotermDate: '2027-03-31', status: '1000' };

const term: Commitment = {
  startDate: '2021-03-31',
  endDate: '2024-03-30',
  minimumQuantities: [{ offerType: 'LICENSE', quantity: 10 }],
};

/** A three-year commit that is over, and requests for another that were declined: the only states that an agency may have. */
const pastCommit: Benefit = {
  type: 'THREE_YEAR_COMMIT',
  commitment: { ...term, status: 'EXPIRED' },
  commitmentRequest: { ...term, status: 'DECLINED' },
  recommitmentRequest: { ...term, status: 'DECLINED' },
};

/** Large Government Agencies in the states that the documentation knows. */
export const agencies: readonly SandboxCustomer[] = [
  withEveryField(
    seeded('lga-owner', 'an active Large Government Agency that owns a group, with every documented field', {
      ...common,
      customerId: '1005200001',
      companyProfile: { ...agency('Lakeshore Records Office', 'US', ['STATE']), marketSegments: ['GOV'] },
      discounts: [{ offerType: 'LICENSE', level: '07' }],
      benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE' }, pastCommit],
      creationDate: '2025-03-31T13:05:00Z',
      linkedMembership: group('US', 'OWNER'),
    }),
  ),
  seeded('lga-member', 'an active Large Government Agency that is a member of the group', {
    ...common,
    customerId: '1005200002',
    companyProfile: agency('Lakeshore Ferry Service', 'US', ['FEDERAL', 'STATE']),
    discounts: [{ offerType: 'LICENSE', level: '09' }],
    benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE' }],
    creationDate: '2025-05-14T08:00:00Z',
    linkedMembership: group('US', 'MEMBER'),
  }),
  seeded('lga-pending', 'a government customer that becomes a Large Government Agency at its anniversary', {
    ...common,
    customerId: '1005200003',
    companyProfile: agency('Dunes Park Authority', 'US', ['FEDERAL']),
    discounts: [{ offerType: 'LICENSE', level: '06' }],
    benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY', status: 'PENDING_UPGRADE' }],
    creationDate: '2023-03-31T13:05:00Z',
  }),
  seeded('lga-migrated', 'a Large Government Agency migrated from VIP: status null, no sub-segments', {
    ...common,
    customerId: '1005200004',
    companyProfile: agency('Inland Survey Bureau', 'US'),
    discounts: [{ offerType: 'LICENSE', level: '08' }],
    benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY', status: null }],
    creationDate: '2026-02-20T11:22:33Z',
  }),
  seeded('lga-canada', 'a Canadian Large Government Agency in a Canadian group', {
    ...common,
    customerId: '1005200005',
    companyProfile: agency('Tidewater Archive', 'CA', ['FEDERAL']),
    discounts: [{ offerType: 'LICENSE', level: '07' }],
    benefits: [{ type: 'LARGE_GOVERNMENT_AGENCY', status: 'ACTIVE' }],
    creationDate: '2025-09-01T14:00:00Z',
    linkedMembership: group('CA', 'OWNER'),
  }),
];
