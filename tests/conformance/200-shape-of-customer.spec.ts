import { catalogue, isOnCustomer, themes } from '../../src/requirements/catalogue.js';
import { fulfills, test } from './conformance.js';

// The schemas and the catalogue define these requirements: one test for each theme.
for (const theme of new Set(catalogue.filter(isOnCustomer).map((entry) => entry.theme))) {
  test(`200: ${themes[theme]}`, ...fulfills(theme));
}
