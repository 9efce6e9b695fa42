import { chapter } from './document.js';

chapter(
  'Status codes',
  'status.ok',
  'status.no-request-id',
  'status.lga-customer',
  'status.missing-correlation-id',
  'status.empty-correlation-id',
  'status.invalid-token',
  'status.truncated-token',
  'status.basic-scheme',
  'status.no-scheme',
  'status.missing-token',
  'status.missing-token-forbidden',
  'status.invalid-key',
  'status.missing-key',
  'status.unknown-customer',
);
