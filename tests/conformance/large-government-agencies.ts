import { chapter } from './document.js';

chapter(
  'Large Government Agencies',
  'lga.declared',
  'lga.status-present',
  'lga.market-segment',
  'lga.market-sub-segments',
  'lga.market-sub-segments-present',
  'lga.country',
  'lga.group-country',
  'lga.group-benefit-types',
  'lga.no-three-year-commit',
  'lga.license-level',
);
