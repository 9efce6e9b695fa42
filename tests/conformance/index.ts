/** All specs, in the order in which Playwright runs their files; for whoever runs them in process. */
import './200-known-customer.spec.js';
import './200-shape-of-customer.spec.js';
import './400-correlation-id.spec.js';
import './401-invalid-token.spec.js';
import './403-forbidden.spec.js';
import './404-unknown-customer.spec.js';
import './idempotency.spec.js';
import './last-requests.spec.js';

export { specs } from './conformance.js';
