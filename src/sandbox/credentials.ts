/** What an integration proves itself with. */
export interface Credentials {
  /** The API key, which is the client id of OAuth as well. */
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
