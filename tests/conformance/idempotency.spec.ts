import { chapter, requirement } from './document.js';

chapter('Idempotency', () => {
  requirement('idempotency.replay');
  requirement('idempotency.replay-ignores-request-id');
  requirement('idempotency.duplicate-request-id');
  requirement('idempotency.read-only-fields');
});
