/**
 * The credentials in the pact, which has generators that take those of the provider from its state. Any other value
 * is wrong on purpose.
 */
export const placeholders = { apiKey: 'key-of-the-verifier', accessToken: 'token-of-the-verifier' } as const;
