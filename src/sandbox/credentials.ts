/** The credentials of an integration. */
export interface Credentials {
  /** The API key, which is also the OAuth client id. */
  apiKey: string;
  clientSecret: string;
  /** A token that is always good. */
  accessToken: string;
}

/** The credentials of every sandbox. Nothing in it is secret, and the names say so. */
export const CREDENTIALS: Credentials = {
  apiKey: 'sandbox-api-key',
  clientSecret: 'sandbox-client-secret',
  accessToken: 'sandbox-access-token-for-tests-only',
};
