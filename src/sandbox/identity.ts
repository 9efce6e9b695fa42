import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { BoundedMap } from './bounded-map.js';
import type { Answer } from './provider.js';
import { notAllowed, send } from './reply.js';

/** What an integration proves itself with. */
export interface Credentials {
  apiKey: string;
  clientSecret: string;
  /** A token that is always good. */
  accessToken: string;
}

const MAX_TOKENS = 10_000;

/**
 * The token endpoint of IMS, and the two endpoints that tell whether the service is up, so that a client
 * can be run from the token on. (Documentation: authentication/oauth-credentials, authentication/health-check.)
 */
export class IdentityService {
  readonly #credentials: Credentials;
  readonly #now: () => number;
  readonly #lifetimeSeconds: number;
  readonly #tokens = new BoundedMap<string, number>(MAX_TOKENS);

  constructor(credentials: Credentials, now: () => number, lifetimeSeconds: number) {
    this.#credentials = credentials;
    this.#now = now;
    this.#lifetimeSeconds = lifetimeSeconds;
  }

  /** Whether a token is good for now. */
  isToken(token: string): boolean {
    if (token === this.#credentials.accessToken) return true;
    const end = this.#tokens.get(token);
    return end !== undefined && this.#now() < end;
  }

  /** Forgets every token that was given out. */
  reset(): void {
    this.#tokens.clear();
  }

  /** Adds the routes to a server. */
  register(server: FastifyInstance): void {
    server.all('/ims/token/v3', (request, reply) =>
      send(
        reply,
        request.method === 'POST'
          ? this.#token(typeof request.body === 'string' ? request.body : '')
          : notAllowed('POST'),
      ),
    );
    server.all<{ Querystring: { api_key?: string } }>('/v1/health', (request, reply) =>
      send(reply, request.method === 'GET' ? this.#health(request.query.api_key) : notAllowed('GET')),
    );
    server.all('/partnerservice/ping', (request, reply) =>
      send(
        reply,
        request.method === 'GET'
          ? { status: 200, headers: { 'content-type': 'text/plain' }, body: 'pong' }
          : notAllowed('GET'),
      ),
    );
  }

  #token(body: string): Answer {
    const form = new URLSearchParams(body);
    if (form.get('grant_type') !== 'client_credentials') {
      return imsError(400, 'unsupported_grant_type', 'grant_type must be client_credentials');
    }
    const { apiKey, clientSecret } = this.#credentials;
    if (form.get('client_id') !== apiKey) return imsError(400, 'invalid_client', 'there is no such client');
    if (form.get('client_secret') !== clientSecret)
      return imsError(401, 'invalid_client', 'the client secret is wrong');
    if (!form.get('scope')) return imsError(400, 'invalid_scope', 'scope is missing');
    const token = `sandbox-token-${randomUUID()}`;
    this.#tokens.set(token, this.#now() + this.#lifetimeSeconds * 1000);
    return {
      status: 200,
      headers: {},
      body: { access_token: token, token_type: 'bearer', expires_in: this.#lifetimeSeconds },
    };
  }

  #health(apiKey: string | undefined): Answer {
    const components = { customerManagement: 'UP', orderManagement: 'UP', subscriptionManagement: 'UP' };
    return apiKey === this.#credentials.apiKey
      ? { status: 200, headers: {}, body: { status: 'UP', components } }
      : { status: 403, headers: {}, body: { code: '4115', message: 'The API key is invalid or missing' } };
  }
}

function imsError(status: number, error: string, description: string): Answer {
  return { status, headers: {}, body: { error, error_description: description } };
}
