import { expects, test } from './conformance.js';
import { known, lga, replay, sameAsFirst } from './shared-expectations.js';

// A provider may break after some requests, or because of an earlier one.

test(
  'Replay: the first correlation id, after all refused requests',
  ...expects((api) => api.get({ correlationId: 'used' }), replay),
);

test(
  '200: the known customer, after all refused requests',
  ...expects((api) => api.get(), { ...known, ...sameAsFirst }),
);

test(
  '200: the Large Government Agency customer, after all refused requests',
  ...expects((api) => api.get({ customer: 'lga' }), { ...lga, ...sameAsFirst }),
);
