import { isUnfilled } from '../../exchange/no-value.js';
import { decodedSegment } from '../../exchange/decoded.js';
import { customerIdIn, isCall, pathOf, type Operation, type RecordedRequest } from '../recorded-request.js';
import type { Rule } from './rule.js';

/** The rules for method, path and query of any request. */
export const operationRules: readonly Rule[] = [
  {
    requirement: 'request.known-operation',
    applies: isCall,
    judge(request) {
      const isMisplaced = request.operation === 'misplaced';
      const id = decodedSegment(customerIdIn(request.target));
      if (!isMisplaced && !isUnfilled(id)) return undefined;
      return {
        message: isMisplaced ? 'A customer is read at a wrong path' : 'The path has a placeholder, not a customer id',
        expected: 'GET /v3/customers/{customer-id}',
        actual: isMisplaced ? `${request.method} ${pathOf(request.target)}` : id,
      };
    },
  },
  {
    requirement: 'request.token-path',
    applies: ({ operation }) => operation === 'token',
    judge(request) {
      const path = pathOf(request.target);
      if (path === '/ims/token/v3') return undefined;
      const works = path === '/ims/token/v2' ? ' Clients in production still use v2.' : '';
      return {
        message: `A token is fetched from ${path}; the documentation shows /ims/token/v3.${works}`,
        expected: 'POST /ims/token/v3',
        actual: `POST ${path}`,
      };
    },
  },
  {
    requirement: 'request.no-secret-in-url',
    applies: () => true,
    judge(request, conversation) {
      const text = withoutPublicKey(request, conversation.credentials?.apiKey);
      if (!conversation.hasSecret(text)) return undefined;
      return {
        message: 'The URL contains a token, key or client secret, and logs and proxies keep URLs',
        expected: 'secrets in headers and bodies only',
        actual: 'a secret in the URL',
      };
    },
  },
];

/** Parameters of a URL that are documented to carry the key: that of health, and the client id of a token request. */
const KEY_PARAMETERS: Readonly<Partial<Record<Operation, string>>> = { health: 'api_key', token: 'client_id' };

function withoutPublicKey({ target, operation }: RecordedRequest, apiKey = ''): string {
  const parameter = KEY_PARAMETERS[operation];
  if (parameter === undefined) return target;
  return target.replace(new RegExp(`([?&]${parameter}=)([^&]*)`), (whole, name: string, value: string) =>
    value === encodeURIComponent(apiKey) ? name : whole,
  );
}
