import { createHmac, randomUUID } from 'node:crypto';
import { CREDENTIALS } from './credentials.js';

/**
 * A new token. It is signed, so that every sandbox accepts it until it expires: a client may keep its token in a file
 * and use it with the next sandbox, as with IMS.
 *
 * @param expiresAt milliseconds since the epoch
 */
export function newAccessToken(expiresAt: number): string {
  const content = `sandbox-token-${expiresAt}.${randomUUID()}`;
  return `${content}.${signatureOf(content)}`;
}

/** When a token that a sandbox has issued expires, in milliseconds since the epoch; absent if no sandbox issued it. */
export function expiryOf(token: string): number | undefined {
  const [, content = '', expiresAt, signature] = /^(sandbox-token-(\d+)\.[\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  return signature === signatureOf(content) ? Number(expiresAt) : undefined;
}

/** It can be forged: nothing in a sandbox is secret. */
function signatureOf(content: string): string {
  return createHmac('sha256', CREDENTIALS.clientSecret).update(content).digest('base64url');
}
