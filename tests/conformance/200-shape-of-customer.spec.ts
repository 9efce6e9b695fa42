import { catalogue, isOnCustomer, themes } from '../../src/requirements/catalogue.js';
import { fulfills, test } from './conformance.js';

// What the schemas and the catalogue say is not written again: each theme of theirs is a test.
for (const theme of new Set(catalogue.filter(isOnCustomer).map((entry) => entry.theme))) {
  test(`200: ${themes[theme]}`, ...fulfills(theme));
}
