import { chapter, requirement } from './document.js';

chapter('Large Government Agencies', () => {
  requirement('lga.declared');
  requirement('lga.status-present');
  requirement('lga.market-segment');
  requirement('lga.market-sub-segments');
  requirement('lga.market-sub-segments-present');
  requirement('lga.country');
  requirement('lga.group-country');
  requirement('lga.group-benefit-types');
  requirement('lga.no-three-year-commit');
  requirement('lga.license-level');
});
