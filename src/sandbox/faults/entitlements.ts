import { all, append, drop, set, type Change } from './changes.js';
import { bodyFaults } from './records.js';
import type { Fault } from './fault.js';

/** A three-year commit of which nothing is filled in. */
export const EMPTY_COMMIT = {
  type: 'THREE_YEAR_COMMIT',
  commitment: null,
  commitmentRequest: null,
  recommitmentRequest: null,
};

const EXPIRED = {
  startDate: '2021-01-10',
  endDate: '2024-01-09',
  status: 'EXPIRED',
  minimumQuantities: [{ offerType: 'LICENSE', quantity: 10 }],
};

/** A commit that is over, so that the membership of the customer does not contradict it, and a change of it. */
function expired(change: Change): Change {
  return all(benefit({ commitment: EXPIRED }), change);
}

const lacking = (field: string): Change => expired(drop(`benefits.0.commitment.${field}`));
const commitment = (field: string, value: unknown): Change => expired(set(`benefits.0.commitment.${field}`, value));
const benefit = (difference: object): Change => set('benefits', [{ ...EMPTY_COMMIT, ...difference }]);
const discount = (field: string, value: unknown): Change => set(`discounts.0.${field}`, value);
const membership = (field: string, value: unknown): Change => set(`linkedMembership.${field}`, value);
const joined = (at: unknown): Change => membership('creationDate', at);
const types = (names: unknown): Change => membership('benefitTypes', names);
const withCode = (code: unknown): Change => all(discount('discountCode', code), set('tags', ['HVD_MIGRATED_CUSTOMER']));

/** Faults in the discounts, benefits and linked membership of a customer. */
export const entitlementFaults: readonly Fault[] = bodyFaults('ordinary', {
  'discount.object': {
    'discount-string': ['a discount is a string', set('discounts', ['02'])],
    'discount-null': ['a discount is null', append('discounts', null)],
  },
  'discount.offer-type': {
    'offer-type-unlisted': ['offerType is LICENCE', discount('offerType', 'LICENCE')],
    'offer-type-missing': ['offerType is missing', drop('discounts.0.offerType')],
    'offer-type-lower-case': ['offerType is license', discount('offerType', 'license')],
  },
  'discount.one-per-offer-type': {
    'discounts-double': ['two discounts are for licenses', append('discounts', { offerType: 'LICENSE', level: '03' })],
    'discounts-of-consumables-double': [
      'two discounts are for consumables',
      all(
        append('discounts', { offerType: 'CONSUMABLES', level: 'T1' }),
        append('discounts', { offerType: 'CONSUMABLES', level: 'T2' }),
      ),
    ],
  },
  'discount.level': {
    'level-of-one-digit': ['the level of licenses is 2', discount('level', '2')],
    'level-of-three-digits': ['the level of licenses is 002', discount('level', '002')],
    'level-number': ['the level of licenses is a number', discount('level', 2)],
    'level-null': ['the level of licenses is null', discount('level', null)],
    'level-of-other-type': ['the level of licenses is T2', discount('level', 'T2')],
    'level-of-consumables': ['a level of consumables is T8', append('discounts', consumables('T8'))],
    'level-of-consumables-h': ['a level of consumables is TH', append('discounts', consumables('TH'))],
    'level-of-consumables-digits': ['a level of consumables is 02', append('discounts', consumables('02'))],
  },
  'discount.level-present': { 'level-missing': ['a discount has no level', drop('discounts.0.level')] },
  'discount.discount-code': {
    'discount-code-unlisted': ['discountCode is HVD_L23_PRE', withCode('HVD_L23_PRE')],
    'discount-code-below': ['discountCode is HVD_L16_POST', withCode('HVD_L16_POST')],
    'discount-code-without-suffix': ['discountCode is HVD_L18', withCode('HVD_L18')],
    'discount-code-null': ['discountCode is null', withCode(null)],
  },
  'discount.discount-code-tagged': {
    'discount-code-untagged': ['a discountCode comes without its tag', discount('discountCode', 'HVD_L18_PRE')],
  },

  'benefit.object': {
    'benefit-string': ['a benefit is a string', set('benefits', ['THREE_YEAR_COMMIT'])],
    'benefit-null': ['a benefit is null', set('benefits', [null])],
  },
  'benefit.type': {
    'benefit-unlisted': ['a benefit is FIVE_YEAR_COMMIT', set('benefits', [{ type: 'FIVE_YEAR_COMMIT' }])],
    'benefit-without-type': ['a benefit has no type', set('benefits', [{}])],
  },
  'benefit.commitment': {
    'commitment-array': ['commitment is an array', benefit({ commitment: [] })],
    'request-string': ['commitmentRequest is a string', benefit({ commitmentRequest: '' })],
    'recommitment-boolean': ['recommitmentRequest is false', benefit({ recommitmentRequest: false })],
  },
  'benefit.commitment-dates': {
    'commitment-end-impossible': ['a commitment ends on 2023-02-29', commitment('endDate', '2023-02-29')],
    'commitment-start-time': ['a commitment starts at a time', commitment('startDate', '2021-01-10T00:00:00Z')],
    'commitment-start-null': ['startDate of a commitment is null', commitment('startDate', null)],
    'commitment-end-empty': ['endDate of a commitment is empty', commitment('endDate', '')],
  },
  'benefit.commitment-status': {
    'commitment-status-unlisted': ['a commitment is OPEN', commitment('status', 'OPEN')],
    'commitment-status-code': ['status of a commitment is 1000', commitment('status', '1000')],
  },
  'benefit.minimum-quantities': {
    'quantity-string': ['a minimum quantity is a string', commitment('minimumQuantities.0.quantity', '10')],
    'quantity-fraction': ['a minimum quantity is 10.5', commitment('minimumQuantities.0.quantity', 10.5)],
    'quantity-negative': ['a minimum quantity is below zero', commitment('minimumQuantities.0.quantity', -1)],
    'quantity-missing': ['a minimum quantity is missing', lacking('minimumQuantities.0.quantity')],
    'quantity-of-unlisted': ['a minimum is for SEATS', commitment('minimumQuantities.0.offerType', 'SEATS')],
    'quantities-object': ['minimumQuantities is an object', commitment('minimumQuantities', { LICENSE: 10 })],
  },
  'benefit.commitment-complete': {
    'commitment-without-status': ['a commitment has no status', lacking('status')],
    'commitment-without-quantities': ['a commitment has no minimum quantities', lacking('minimumQuantities')],
  },
  'benefit.commit-excludes-membership': {
    'commitment-beside-membership': ['a member of a group has a running commit', commitment('status', 'COMMITTED')],
    'request-beside-membership': [
      'a member of a group requests a commit',
      benefit({ commitmentRequest: { ...EXPIRED, status: 'REQUESTED' } }),
    ],
  },

  'membership.object': {
    'membership-array': ['linkedMembership is an array', set('linkedMembership', [])],
    'membership-string': ['linkedMembership is a string', set('linkedMembership', '51001315')],
  },
  'membership.not-null': { 'membership-null': ['linkedMembership is null', set('linkedMembership', null)] },
  'membership.id': {
    'membership-id-missing': ['id of the membership is missing', drop('linkedMembership.id')],
    'membership-id-number': ['id of the membership is a number', membership('id', 51001315)],
    'membership-id-long': ['id of the membership has 41 characters', membership('id', '5'.repeat(41))],
  },
  'membership.name': {
    'membership-name-missing': ['name of the membership is missing', drop('linkedMembership.name')],
    'membership-name-long': ['name of the membership has 81 characters', membership('name', 'x'.repeat(81))],
    'membership-name-null': ['name of the membership is null', membership('name', null)],
  },
  'membership.type': {
    'membership-type-missing': ['type of the membership is missing', drop('linkedMembership.type')],
    'membership-type-unlisted': ['type of the membership is not on the list', membership('type', 'GROUP')],
  },
  'membership.linked-membership-type': {
    'membership-role-missing': ['linkedMembershipType is missing', drop('linkedMembership.linkedMembershipType')],
    'membership-role-unlisted': ['linkedMembershipType is ADMIN', membership('linkedMembershipType', 'ADMIN')],
  },
  'membership.creation-date': {
    'membership-date-with-zone': ['creationDate of the membership has a zone', joined('2024-07-17T03:47:35Z')],
    'membership-date-impossible': ['creationDate of the membership is on 30 February', joined('2024-02-30T03:47:35')],
    'membership-date-day': ['creationDate of the membership is a day', joined('2024-07-17')],
    'membership-date-null': ['creationDate of the membership is null', joined(null)],
  },
  'membership.creation-date-present': {
    'membership-date-missing': ['creationDate of the membership is missing', drop('linkedMembership.creationDate')],
  },
  'membership.country': {
    'membership-country-long': ['country of the membership is USA', membership('country', 'USA')],
    'membership-country-elsewhere': ['country of the membership is DE', membership('country', 'DE')],
    'membership-country-null': ['country of the membership is null', membership('country', null)],
  },
  'membership.benefit-types': {
    'membership-benefit-unlisted': ['a benefit type of the membership is not on the list', types(['SMALL_AGENCY'])],
    'membership-benefits-string': ['benefitTypes of the membership is a string', types('LARGE_GOVERNMENT_AGENCY')],
    'membership-benefits-null': ['benefitTypes of the membership is null', types(null)],
  },
});

function consumables(level: string): object {
  return { offerType: 'CONSUMABLES', level };
}
