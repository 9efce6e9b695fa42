/** Mutants that no row can tell from the contract, and why. */
export interface Explanation {
  reason: string;
  mutants: readonly string[];
}

/** Every mutant that may survive. One that a row kills after all has no business here. */
export const explanations: readonly Explanation[] = [
  {
    reason: 'the enum or const beside it admits no other type; the type is there for the generated types',
    mutants: [
      'benefit#/properties/type type off',
      'benefit#/properties/status type off',
      'commitment#/properties/status type off',
      'commitment#/properties/minimumQuantities/items/properties/offerType type off',
      'company-profile#/properties/marketSegment type off',
      'company-profile#/properties/marketSubSegments/items type off',
      'discount#/properties/offerType type off',
      'linked-membership#/properties/type type off',
      'linked-membership#/properties/linkedMembershipType type off',
      'linked-membership#/properties/country type off',
      'linked-membership#/properties/benefitTypes/items type off',
      'links#/properties/self/properties/method type off',
    ],
  },
  {
    reason: 'the unconditional node of the same field asks for the type already, under a requirement of its own',
    mutants: [
      'company-profile#/allOf/0/then/properties/marketSubSegments type off',
      'company-profile#/allOf/1/then/properties/marketSubSegments type off',
      'company-profile#/allOf/2/then/properties/marketSubSegments type off',
      'discount#/allOf/0/then/properties/level type off',
      'discount#/allOf/1/then/properties/level type off',
      'lga-customer#/properties/companyProfile/properties/marketSubSegments type off',
      'lga-customer#/properties/companyProfile/properties/address type off',
      'lga-customer#/properties/linkedMembership type off',
      'lga-customer#/properties/benefits type off',
      'lga-customer#/properties/discounts type off',
      'lga-customer#/properties/discounts/items type off',
    ],
  },
  {
    reason: 'only a body that is an object can have benefits or be judged as a declared agency',
    mutants: ['lga-customer# type off'],
  },
  {
    reason: 'the advice is about the level, and has nothing to say if there is none',
    mutants: ['lga-customer#/properties/discounts/items/x-should/0/if required without "level"'],
  },
];
