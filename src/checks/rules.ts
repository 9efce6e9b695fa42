import { isObject } from '../exchange/body.js';
import { unless, type Observation } from '../exchange/observation.js';
import { customerFields } from '../generated/schema-facts.js';
import type { RequirementId } from '../requirements/catalogue.js';

/** What the request says about the customer. */
export interface CustomerContext {
  /** The requested id. */
  askedFor: string;
  /** Whether VIPMP_LGA_CUSTOMER_ID declares the customer to be a Large Government Agency. */
  declaredLga: boolean;
}

/** A rule across the fields of one customer, or between the customer and the request. */
export interface CustomerRule {
  readonly requirement: RequirementId;
  /** Whether the customer has the data that the rule covers. */
  applies(customer: Customer, context: CustomerContext): boolean;
  /** The violations; empty if the rule holds, or a field that it needs has the wrong type. */
  judge(customer: Customer, context: CustomerContext): Observation[];
}

type Customer = Readonly<Record<string, unknown>>;

/** Every rule that no schema can express. */
export const customerRules: readonly CustomerRule[] = [
  {
    requirement: 'customer.names-customer',
    applies: () => true,
    judge({ customerId }, { askedFor }) {
      return unless(typeof customerId !== 'string' || customerId === askedFor, {
        message: 'customerId is not the requested customer',
        path: 'customerId',
        expected: askedFor,
        value: customerId,
      });
    },
  },
  {
    requirement: 'links.self-uri',
    applies: () => true,
    judge({ links }, { askedFor }) {
      const uri = member(member(links, 'self'), 'uri');
      const expected = `/v3/customers/${askedFor}`;
      return unless(typeof uri !== 'string' || uri === expected, {
        message: 'links.self.uri is not the path of the requested customer',
        path: 'links.self.uri',
        expected,
        value: uri,
      });
    },
  },
  {
    requirement: 'discount.one-per-offer-type',
    applies: ({ discounts }) => Array.isArray(discounts) && discounts.length > 0,
    judge({ discounts }) {
      const known = new Set<string>();
      return objects(discounts).flatMap(({ offerType: value }, index) => {
        if (typeof value !== 'string') return [];
        const isFirst = !known.has(value);
        known.add(value);
        return unless(isFirst, {
          message: `discounts[${index}] is a second discount for the same offer type`,
          path: `discounts[${index}].offerType`,
          expected: 'at most one discount for each offer type',
          value,
        });
      });
    },
  },
  {
    requirement: 'discount.discount-code-tagged',
    applies: ({ discounts }) => objects(discounts).some((discount) => discount['discountCode'] !== undefined),
    judge({ discounts, tags }) {
      if (Array.isArray(tags) && tags.includes('HVD_MIGRATED_CUSTOMER')) return [];
      const index = objects(discounts).findIndex((discount) => discount['discountCode'] !== undefined);
      return [
        {
          message: `discounts[${index}] has a discountCode, but the customer has no tag HVD_MIGRATED_CUSTOMER`,
          path: 'tags',
          expected: 'an array with HVD_MIGRATED_CUSTOMER',
          ...(tags === undefined ? { actual: 'absent' } : { value: tags }),
        },
      ];
    },
  },
  {
    requirement: 'benefit.commit-excludes-membership',
    applies: ({ linkedMembership }) => isObject(linkedMembership),
    judge({ benefits }) {
      return objects(benefits).flatMap((benefit, index) => {
        if (benefit['type'] !== 'THREE_YEAR_COMMIT') return [];
        return openCommitments(benefit).map((name) => ({
          message: `benefits[${index}].${name} is open or running, but the customer is in a linked membership`,
          path: `benefits[${index}].${name}.status`,
          expected: 'no open or running three-year commit in a linked membership',
          value: member(benefit[name], 'status'),
        }));
      });
    },
  },
  {
    requirement: 'lga.declared',
    applies: (_customer, { declaredLga }) => declaredLga,
    judge(customer) {
      return unless(isLga(customer), {
        message: 'the customer of VIPMP_LGA_CUSTOMER_ID lacks the benefit LARGE_GOVERNMENT_AGENCY',
        path: 'benefits',
        expected: 'a benefit of type LARGE_GOVERNMENT_AGENCY',
        ...benefitsInWords(customer['benefits']),
      });
    },
  },
  {
    requirement: 'lga.group-country',
    applies: (customer, { declaredLga }) => (declaredLga || isLga(customer)) && isObject(customer['linkedMembership']),
    judge(customer) {
      const groupCountry = member(customer['linkedMembership'], 'country');
      const country = member(member(customer['companyProfile'], 'address'), 'country');
      return unless(typeof groupCountry !== 'string' || typeof country !== 'string' || groupCountry === country, {
        message: 'linkedMembership.country is not the country of the customer',
        path: 'linkedMembership.country',
        expected: 'the same as companyProfile.address.country',
        expectedValue: country,
        value: groupCountry,
      });
    },
  },
];

/** Describes benefits by their types, since the benefits are long. */
function benefitsInWords(benefits: unknown): Pick<Observation, 'actual' | 'value'> {
  if (benefits === undefined) return { actual: 'absent' };
  if (!Array.isArray(benefits)) return { value: benefits };
  const { values } = customerFields.benefits.fields.type;
  const types = objects(benefits).map(({ type }) => values.find((name) => name === type) ?? 'another type');
  return { actual: types.length === 0 ? 'an empty array' : `benefits of type ${types.slice(0, 5).join(', ')}` };
}

/** Whether a customer's benefits say that it is a Large Government Agency. */
export function isLga(customer: Customer): boolean {
  return objects(customer['benefits']).some((benefit) => benefit['type'] === 'LARGE_GOVERNMENT_AGENCY');
}

const OPEN_REQUEST = ['REQUESTED', 'ACCEPTED'];
const OPEN_OR_RUNNING: Readonly<Record<string, readonly string[]>> = {
  commitment: [...OPEN_REQUEST, 'COMMITTED', 'ACTIVE'],
  commitmentRequest: [...OPEN_REQUEST, 'COMMITTED'],
  recommitmentRequest: [...OPEN_REQUEST, 'COMMITTED'],
};

function openCommitments(benefit: Customer): string[] {
  return Object.entries(OPEN_OR_RUNNING)
    .filter(([name, states]) => states.includes(String(member(benefit[name], 'status'))))
    .map(([name]) => name);
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function objects(value: unknown): Customer[] {
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? item : {})) : [];
}
