import { describe, expect, it } from 'vitest';
import { compiled } from './compiled.js';

/** Clients that forget something, with the expected compiler messages. */
const careless: Record<string, [body: string, complaint: string]> = {
  'that address may be missing': [
    'return customer.companyProfile.address.country;',
    "'customer.companyProfile.address' is possibly 'undefined'.",
  ],
  'that commitmentRequest may be null': [
    'const [benefit] = customer.benefits ?? []; return benefit?.commitmentRequest.status;',
    "'benefit.commitmentRequest' is possibly 'null' or 'undefined'.",
  ],
  'that commitment may be null, having thought of its absence': [
    'const [benefit] = customer.benefits ?? []; if (benefit?.commitment === undefined) return; return benefit.commitment.endDate;',
    "'benefit.commitment' is possibly 'null'.",
  ],
  'that discounts may be missing': [
    'return customer.discounts.length;',
    "'customer.discounts' is possibly 'undefined'.",
  ],
  'that a discount may lack its level': [
    'return (customer.discounts ?? []).map((discount) => discount.level.length);',
    "'discount.level' is possibly 'undefined'.",
  ],
  'that a customer may be in no group': [
    'return customer.linkedMembership.id;',
    "'customer.linkedMembership' is possibly 'null' or 'undefined'.",
  ],
  'that a group may lack its creationDate': [
    'return customer.linkedMembership && Date.parse(customer.linkedMembership.creationDate);',
    "Argument of type 'string | undefined' is not assignable to parameter of type 'string'.",
  ],
  'that cotermDate may be missing': [
    'return customer.cotermDate.slice(0, 4);',
    "'customer.cotermDate' is possibly 'undefined'.",
  ],
  'that globalSalesEnabled is a boolean': [
    "return customer.globalSalesEnabled === 'true';",
    "This comparison appears to be unintentional because the types 'boolean' and 'string' have no overlap.",
  ],
  'that customerId is read-only': [
    "customer.customerId = '1'; return customer;",
    "Cannot assign to 'customerId' because it is a read-only property.",
  ],
  'that additionalDetails may be missing': [
    'return error.additionalDetails.length;',
    "'error.additionalDetails' is possibly 'undefined'.",
  ],
};

const careful = `
  const { address } = customer.companyProfile;
  const agency = customer.benefits?.find((benefit: Benefit) => benefit.type === 'LARGE_GOVERNMENT_AGENCY');
  const group: LinkedMembership | undefined = customer.linkedMembership;
  return [address?.country, agency?.commitmentRequest?.status, group?.benefitTypes, error.additionalDetails ?? []];`;

describe('the declaration of the contract', () => {
  const bodies = Object.entries(careless).map(([name, [body]]) => [name, body] as const);
  const complaints = compiled({ ...Object.fromEntries(bodies), careful });

  it.each(Object.entries(careless))('refuses a client that forgets %s', (name, [, complaint]) => {
    expect(complaints[name]).toEqual([expect.stringContaining(complaint)]);
  });

  it('accepts a client that forgets nothing', () => {
    expect(complaints['careful']).toEqual([]);
  });
});
