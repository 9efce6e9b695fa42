import { chapter, requirement } from './document.js';

chapter('Error bodies', () => {
  requirement('error.body');
  requirement('error.body-of-the-service');
  requirement('error.additional-details');
  requirement('error.code-correlation-id');
  requirement('error.code-invalid-token');
  requirement('error.code-missing-token');
  requirement('error.code-api-key');
  requirement('error.code-unknown-customer');
});
