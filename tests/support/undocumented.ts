import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortfolioCounter } from '../../src/portfolio/counter.js';
import { seededCustomers } from '../../src/sandbox/customers.js';
import type { Json } from '../../src/sandbox/faults/changes.js';

/**
 * Customers with undocumented fields and values in every object of the contract.
 *
 * @param mark the suffix of each name, so that it stays unknown after the contract has learned those with another suffix
 */
export function undocumented(mark: string): Json[] {
  return seededCustomers.map(({ customer }, index) => {
    const copy = structuredClone(customer) as unknown as Json & {
      companyProfile: Json & { address?: Json; contacts: Json[] };
      benefits?: Json[];
      discounts?: Json[];
      linkedMembership?: Json;
      links: Json;
    };
    copy[`loyaltyTier${mark}`] = index % 2 === 0 ? 'gold' : null;
    copy[`creditLimit${mark}`] = index % 2 === 0 ? 5000 : 99.5;
    copy[`flags${mark}`] = [{ name: 'x' }];
    copy[`alwaysNull${mark}`] = null;
    copy.links[`orders${mark}`] = '/v3/orders';
    copy.companyProfile[`taxData${mark}`] = { vat: 'X1' };
    copy.companyProfile[`isVerified${mark}`] = true;
    if (copy.companyProfile.address !== undefined) copy.companyProfile.address[`county${mark}`] = 'Kent';
    for (const contact of copy.companyProfile.contacts) contact[`Job-Title${mark}`] = 'buyer';
    for (const discount of copy.discounts ?? []) discount[`validTo${mark}`] = '2027-01-01';
    for (const benefit of copy.benefits ?? []) benefit[`grantedBy${mark}`] = 7;
    if (copy.linkedMembership !== undefined) copy.linkedMembership[`region${mark}`] = 'EMEA';
    if (index === 1) copy['status'] = mark === '' ? '1016' : '1018';
    if (index === 2) copy['tags'] = [`SOMETHING_NEW${mark.toUpperCase()}`, 'HVD_MIGRATED_CUSTOMER'];
    if (index === 3) copy.companyProfile['marketSegment'] = `NGO${mark.toUpperCase()}`;
    return copy;
  });
}

/** Writes the portfolio of a sweep of these customers, for `drift`. */
export function writePortfolio(folder: string, customers: readonly Json[], violations: object[] = []): void {
  const counter = new PortfolioCounter();
  for (const customer of customers) counter.add(customer, (text) => text);
  const about = { target: { name: 'sandbox', baseUrl: '' }, startedAt: '2026-11-24T00:00:00.000Z', violations };
  writeFileSync(join(folder, 'portfolio.json'), JSON.stringify({ ...about, ...counter.portfolio }));
}
