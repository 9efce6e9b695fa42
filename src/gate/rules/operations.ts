import { pathOf } from '../recorded-request.js';
import type { Rule } from './rule.js';

/** The rules for method, path and query of any request. */
export const operationRules: readonly Rule[] = [
  {
    requirement: 'request.known-operation',
    applies: () => true,
    judge(request, conversation) {
      if (conversation.operation(request) !== 'unknown') return undefined;
      return {
        message: 'The contract has no such operation',
        expected: 'GET /v3/customers/{customer-id}, POST /ims/token/v3, GET /v1/health or GET /partnerservice/ping',
        actual: `${request.method} ${pathOf(request.target)}`,
      };
    },
  },
  {
    requirement: 'request.no-secret-in-url',
    applies: () => true,
    judge(request, conversation) {
      const isHealth = conversation.operation(request) === 'health';
      const text = isHealth ? withoutKeyOfHealth(request.target, conversation.credentials.apiKey) : request.target;
      if (!conversation.holdsSecret(text)) return undefined;
      return {
        message: 'A token, key or client secret stands in the URL, where logs and proxies keep it',
        expected: 'secrets in headers and bodies alone',
        actual: 'a secret in the URL',
      };
    },
  },
];

/** The health endpoint is documented to take the key as a parameter of its URL, and nothing else. */
function withoutKeyOfHealth(target: string, apiKey: string): string {
  return target.replace(/([?&]api_key=)([^&]*)/, (whole, name: string, value: string) =>
    value === encodeURIComponent(apiKey) ? name : whole,
  );
}
