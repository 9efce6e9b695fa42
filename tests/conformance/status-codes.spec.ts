import { chapter, requirement } from './document.js';

chapter('Status codes', () => {
  requirement('status.ok');
  requirement('status.no-request-id');
  requirement('status.lga-customer');
  requirement('status.missing-correlation-id');
  requirement('status.empty-correlation-id');
  requirement('status.invalid-token');
  requirement('status.truncated-token');
  requirement('status.basic-scheme');
  requirement('status.no-scheme');
  requirement('status.missing-token');
  requirement('status.missing-token-forbidden');
  requirement('status.invalid-key');
  requirement('status.missing-key');
  requirement('status.unknown-customer');
});
