import { chapter } from './document.js';

chapter(
  'Error bodies',
  'error.body',
  'error.body-of-the-service',
  'error.additional-details',
  'error.code-correlation-id',
  'error.code-invalid-token',
  'error.code-missing-token',
  'error.code-api-key',
  'error.code-unknown-customer',
);
