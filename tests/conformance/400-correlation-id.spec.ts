import { code, status, type Expectations } from '../../src/checks/expectations.js';
import { expects, test } from './conformance.js';

const withId = (correlationId: 'missing' | 'empty', expected: Expectations) =>
  expects((api) => api.get({ correlationId }), { ...expected, 'error.code-correlation-id': code('4119') });

test('400: no X-Correlation-Id', ...withId('missing', { 'status.missing-correlation-id': status(400) }));

test('400: an empty X-Correlation-Id', ...withId('empty', { 'status.empty-correlation-id': status(400) }));
