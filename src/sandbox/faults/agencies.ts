import { all, append, drop, set, type Change } from './changes.js';
import { EMPTY_COMMIT } from './entitlements.js';
import { bodyFaults } from './records.js';
import type { Fault } from './fault.js';

/** An agency in no group that also has a commit. */
const withCommit = (name: string, status: string): Change =>
  all(drop('linkedMembership'), append('benefits', { ...EMPTY_COMMIT, [name]: { status, minimumQuantities: [] } }));

const profile = (field: string, value: unknown): Change => set(`companyProfile.${field}`, value);
const country = (code: string): Change => profile('address.country', code);

const subSegments = (names: string[]): Change => profile('marketSubSegments', names);
const group = (field: string, value: unknown): Change => set(`linkedMembership.${field}`, value);

const SEGMENTS = { also: ['profile.sub-segment-of-segment'] } as const;

/** Faults in the body of a Large Government Agency. */
export const agencyFaults: readonly Fault[] = bodyFaults('agency', {
  'lga.declared': {
    'lga-without-benefit': ['the agency lacks the benefit LARGE_GOVERNMENT_AGENCY', set('benefits', [])],
    'lga-without-benefits': ['the agency has no benefits at all', drop('benefits')],
    'lga-with-other-benefit': ['the agency has another benefit', set('benefits', [EMPTY_COMMIT])],
  },
  'lga.status-present': {
    'lga-status-missing': ['the benefit of the agency has no status', drop('benefits.0.status')],
    'lga-status-empty': ['the benefit of the agency has the status null', set('benefits.0.status', null)],
  },
  'benefit.status': {
    'lga-status-unlisted': ['the benefit of the agency is ENABLED', set('benefits.0.status', 'ENABLED')],
    'lga-status-code': ['the benefit of the agency has the status 1000', set('benefits.0.status', '1000')],
    'lga-status-boolean': ['the status of the benefit is true', set('benefits.0.status', true)],
  },
  'lga.market-segment': {
    'lga-commercial': ['the agency is in the segment COM', profile('marketSegment', 'COM'), SEGMENTS],
    'lga-segment-missing': ['the agency has no market segment', drop('companyProfile.marketSegment')],
    'lga-segment-empty': [
      'the market segment of the agency is empty',
      profile('marketSegment', ''),
      { also: ['profile.market-segment-filled'] },
    ],
  },
  'lga.market-sub-segments': {
    'lga-sub-segment-of-education': ['the agency has the sub-segment K_12', subSegments(['K_12']), SEGMENTS],
    'lga-sub-segments-mixed': [
      'the agency has the sub-segments STATE and NON_PROFIT',
      subSegments(['STATE', 'NON_PROFIT']),
      SEGMENTS,
    ],
  },
  'lga.market-sub-segments-present': {
    'lga-sub-segments-missing': ['the agency has no sub-segments', drop('companyProfile.marketSubSegments')],
    'lga-sub-segments-empty': ['the sub-segments are empty', subSegments([])],
  },
  'lga.country': {
    'lga-in-mexico': ['the agency is in Mexico', all(country('MX'), drop('linkedMembership'))],
    'lga-in-mexico-in-group': [
      'the agency is in Mexico, and in a group of the US',
      country('MX'),
      { breaks: ['lga.group-country'] },
    ],
  },
  'lga.group-country': {
    'lga-group-elsewhere': ['the group of the agency is in another country', group('country', 'CA')],
    'lga-elsewhere': ['the agency is in another country than its group', country('CA')],
    'lga-group-without-country': ['the group of the agency has no country', drop('linkedMembership.country')],
  },
  'lga.group-benefit-types': {
    'lga-group-without-benefit-types': [
      'the group of the agency has no benefitTypes',
      drop('linkedMembership.benefitTypes'),
    ],
    'lga-group-benefit-types-empty': ['benefitTypes of the group of the agency is empty', group('benefitTypes', [])],
  },
  'lga.no-three-year-commit': {
    'lga-with-commit': ['the agency requests a commit', withCommit('commitmentRequest', 'REQUESTED')],
    'lga-with-accepted-commit': ['a commit of the agency is accepted', withCommit('commitmentRequest', 'ACCEPTED')],
    'lga-with-running-commit': ['a commit of the agency runs', withCommit('commitment', 'COMMITTED')],
    'lga-with-recommit': ['the agency requests another commit', withCommit('recommitmentRequest', 'REQUESTED')],
  },
  'lga.license-level': {
    'lga-level-01': ['the agency has the level 01', set('discounts.0.level', '01')],
    'lga-level-10': ['the agency has the level 10', set('discounts.0.level', '10')],
  },
});
