import { themes } from '../../src/requirements/catalogue.js';
import { customerThemes } from '../../src/suite/spec-requirements.js';
import { fulfills, test } from './conformance.js';

// What the schemas and the catalogue say is not written again: each theme of theirs is a test.
for (const theme of customerThemes) test(`200: ${themes[theme]}`, ...fulfills(theme));
