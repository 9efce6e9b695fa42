import type { FastifyReply } from 'fastify';

/** What happens on the wire in place of a proper response. */
export type WireAction =
  | { kind: 'reset' }
  | { kind: 'hang' }
  | { kind: 'hang-in-body' }
  | { kind: 'cut-short' }
  | { kind: 'endless' }
  | { kind: 'delay'; ms: number };

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** Takes the connection of a reply out of the framework's hands and breaks it. */
export function breakOnWire(action: Exclude<WireAction, { kind: 'delay' }>, reply: FastifyReply): FastifyReply {
  reply.hijack();
  const socket = reply.raw.socket;
  if (socket === null) return reply;
  switch (action.kind) {
    case 'reset':
      socket.resetAndDestroy();
      break;
    case 'hang':
      break;
    case 'hang-in-body':
      socket.write(`${HEAD}Content-Length: 100\r\n\r\n{"customerId":`);
      break;
    case 'cut-short':
      socket.end(`${HEAD}Content-Length: 100\r\n\r\n{"customerId":`);
      break;
    case 'endless': {
      const chunk = `8000\r\n${' '.repeat(0x8000)}\r\n`;
      const more = (): void => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', more).on('error', () => undefined);
      socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n`);
      more();
      break;
    }
  }
  return reply;
}
