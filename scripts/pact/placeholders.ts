/**
 * The credentials in the pact. Whoever verifies a provider replaces them by its own, and leaves any other
 * value alone: that one is wrong on purpose.
 */
export const placeholders = { apiKey: 'placeholder-api-key', accessToken: 'placeholder-access-token' } as const;
