import type { FastifyReply } from 'fastify';
import { refusal, type Answer } from './provider.js';

/** The answer to a method that a path does not know. */
export function notAllowed(allow: string): Answer {
  return { ...refusal(405, '1117', 'The method is not allowed here'), headers: { allow } };
}

/** The headers of an answer as they are sent: application/json unless it says otherwise. */
export function headersOf({ headers }: Answer): Record<string, string> {
  return { 'content-type': 'application/json', ...headers };
}

/** The body of an answer as it is sent. */
export function bytesOf({ body }: Answer): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends an answer. */
export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  // Fastify would add a charset to the media type of a string; a buffer leaves it alone.
  return reply.code(answer.status).headers(headersOf(answer)).send(bytesOf(answer));
}
