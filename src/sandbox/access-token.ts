import { createHmac, randomUUID } from 'node:crypto';
import { CREDENTIALS } from './credentials.js';

/**
 * A new token. It is signed, so that every sandbox accepts it until it expires: a client may keep its token in a file,
 * and the next sandbox is to it what IMS is, the same as before.
 *
 * @param expiresAt milliseconds since the epoch
 */
export function newAccessToken(expiresAt: number): string {
  const content = `sandbox-token-${expiresAt}.${randomUUID()}`;
  return `${content}.${signatureOf(content)}`;
}

/** When a token that a sandbox has issued expires, in milliseconds since the epoch; absent if none has issued it. */
export function expiryOf(token: string): number | undefined {
  const [, content = '', expiresAt, signature] = /^(sandbox-token-(\d+)\.[\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  return signature === signatureOf(content) ? Number(expiresAt) : undefined;
}

/** Anybody can forge it: nothing of a sandbox is secret. */
function signatureOf(content: string): string {
  return createHmac('sha256', CREDENTIALS.clientSecret).update(content).digest('base64url');
}
