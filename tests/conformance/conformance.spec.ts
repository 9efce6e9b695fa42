/**
 * The conformance document, its chapters in reading order. It is one file for Playwright, because
 * each file costs it the start of a group of tests.
 */
import './can-be-judged.js';
import './status-codes.js';
import './error-bodies.js';
import './headers.js';
import './idempotency.js';
import './customer-shape.js';
import './large-government-agencies.js';
import './links.js';
import './drift.js';
