/**
 * The credentials in the pact. Whoever verifies a provider replaces them by its own, and leaves any other
 * value alone: that one is wrong on purpose.
 */
export const placeholders = { apiKey: 'key-of-the-verifier', accessToken: 'token-of-the-verifier' } as const;
