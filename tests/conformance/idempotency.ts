import { chapter } from './document.js';

chapter(
  'Idempotency',
  'idempotency.replay',
  'idempotency.replay-ignores-request-id',
  'idempotency.duplicate-request-id',
  'idempotency.read-only-fields',
);
