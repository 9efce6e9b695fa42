import type { IncomingMessage } from 'node:http';
import { expiryOf, newAccessToken } from './access-token.js';
import type { Credentials } from './credentials.js';
import { documentedRefusal, type Answer } from './provider.js';
import { send } from './reply.js';
import { bodyOf, type SandboxServer } from './server.js';

/** What an identity service is made of. */
export interface IdentityOptions {
  credentials: Credentials;
  /** Milliseconds since the epoch. */
  now: () => number;
  tokenLifetimeSeconds: number;
  /** Whether the health endpoint says that the service is up. */
  isUp: boolean;
}

/**
 * The token endpoint of IMS, and the two endpoints that say whether the service is up, so that a client
 * can be run from the token on. (Documentation: authentication/oauth-credentials, authentication/health-check.)
 */
export class IdentityService {
  readonly #options: IdentityOptions;

  constructor(options: IdentityOptions) {
    this.#options = options;
  }

  /** Whether a token is valid now. */
  isToken(token: string): boolean {
    const { credentials, now } = this.#options;
    return token === credentials.accessToken || now() < (expiryOf(token) ?? -Infinity);
  }

  /** Adds the routes to a server. */
  register(server: SandboxServer, tokenPaths: readonly string[] = ['/ims/token/v3']): void {
    for (const path of tokenPaths) {
      server.route('POST', path, async (request, response) => {
        const form = new URLSearchParams(await bodyOf(request));
        // Adobe's own examples have had some of the parameters in the query.
        for (const [name, value] of queryOf(request)) form.append(name, value);
        send(response, this.#token(form));
      });
    }
    server.route('GET', '/v1/health', (request, response) =>
      send(response, this.#health(queryOf(request).getAll('api_key'))),
    );
    server.route('GET', '/partnerservice/ping', (_request, response) =>
      send(response, { status: 200, headers: { 'content-type': 'text/plain' }, body: 'pong' }),
    );
  }

  #token(form: URLSearchParams): Answer {
    const { credentials, now, tokenLifetimeSeconds } = this.#options;
    if (form.get('grant_type') !== 'client_credentials') {
      return imsError(400, 'unsupported_grant_type', 'the form has no grant_type=client_credentials');
    }
    if (form.get('client_id') !== credentials.apiKey)
      return imsError(400, 'invalid_client', 'client_id is missing or unknown');
    if (form.get('client_secret') !== credentials.clientSecret) {
      return imsError(401, 'invalid_client', 'client_secret is missing or wrong');
    }
    if (!form.get('scope')) return imsError(400, 'invalid_scope', 'scope is missing');
    const token = newAccessToken(now() + tokenLifetimeSeconds * 1000);
    return {
      status: 200,
      headers: {},
      body: { access_token: token, token_type: 'bearer', expires_in: tokenLifetimeSeconds },
    };
  }

  #health(apiKeys: readonly string[]): Answer {
    if (apiKeys.length !== 1 || apiKeys[0] !== this.#options.credentials.apiKey) return documentedRefusal('4115');
    const status = this.#options.isUp ? 'UP' : 'DOWN';
    const components = { customerManagement: status, orderManagement: 'UP', subscriptionManagement: 'UP' };
    return { status: status === 'UP' ? 200 : 503, headers: {}, body: { status, components } };
  }
}

function queryOf({ url = '' }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(/\?(.*)$/s.exec(url)?.[1] ?? '');
}

function imsError(status: number, error: string, description: string): Answer {
  return { status, headers: {}, body: { error, error_description: description } };
}
