import type { FastifyReply } from 'fastify';
import { refusal, type Answer } from './provider.js';

/** The answer to a method that a path does not know. */
export function notAllowed(allow: string): Answer {
  return { ...refusal(405, '1134', 'The method is not allowed here'), headers: { allow } };
}

/** Sends an answer; a body that is a string or bytes as it is, anything else as JSON. */
export function send(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  const type = 'content-type' in headers ? {} : { 'content-type': 'application/json' };
  // Fastify would add a charset to a media type of its own choice; a buffer leaves it alone.
  return reply
    .code(status)
    .headers({ ...type, ...headers })
    .send(Buffer.from(text));
}
