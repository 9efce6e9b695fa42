import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortfolioCounter } from '../../src/portfolio/counter.js';
import { seededCustomers } from '../../src/sandbox/customers.js';

/** What customers show that the contract does not know, in every object that it describes. */
export const SEEN: Record<string, unknown>[] = seededCustomers.map(({ customer }, index) => {
  const copy = structuredClone(customer) as unknown as Record<string, unknown> & {
    companyProfile: Record<string, unknown> & {
      address?: Record<string, unknown>;
      contacts: Record<string, unknown>[];
    };
    benefits?: Record<string, unknown>[];
    discounts?: Record<string, unknown>[];
    linkedMembership?: Record<string, unknown>;
  };
  copy['loyaltyTier'] = index % 2 === 0 ? 'gold' : null;
  copy['creditLimit'] = index % 2 === 0 ? 5000 : 99.5;
  copy['flags'] = [{ name: 'x' }];
  copy['alwaysNull'] = null;
  (copy['links'] as Record<string, unknown>)['orders'] = '/v3/orders';
  copy.companyProfile['taxData'] = { vat: 'X1' };
  copy.companyProfile['isVerified'] = true;
  if (copy.companyProfile.address !== undefined) copy.companyProfile.address['county'] = 'Kent';
  for (const contact of copy.companyProfile.contacts) contact['Job-Title'] = 'buyer';
  for (const discount of copy.discounts ?? []) discount['validTo'] = '2027-01-01';
  for (const benefit of copy.benefits ?? []) benefit['grantedBy'] = 7;
  if (copy.linkedMembership !== undefined) copy.linkedMembership['region'] = 'EMEA';
  if (index === 1) copy['status'] = '1016';
  if (index === 2) copy['tags'] = ['SOMETHING_NEW', 'HVD_MIGRATED_CUSTOMER'];
  if (index === 3) copy.companyProfile['marketSegment'] = 'NGO';
  return copy;
});

/** Writes what a sweep of these customers leaves for `drift`. */
export function writePortfolio(
  folder: string,
  customers: readonly Record<string, unknown>[],
  violations: object[] = [],
): void {
  const counter = new PortfolioCounter();
  for (const customer of customers) counter.add(customer, (text) => text);
  const about = { target: { name: 'sandbox', baseUrl: '' }, startedAt: '2026-11-24T00:00:00.000Z', violations };
  writeFileSync(join(folder, 'portfolio.json'), JSON.stringify({ ...about, ...counter.portfolio }));
}
