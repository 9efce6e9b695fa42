import { InvalidArgumentError } from 'commander';
import { InvalidInput } from '../invalid-input.js';

/** The port of `--port`. */
export function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

/** The address of `--host`. */
export function hostName(text: string): string {
  if (text.trim() !== '') return text;
  // An empty host would be every address of the machine, for everybody on its network.
  throw new InvalidArgumentError('It must be an address of this machine, such as 127.0.0.1.');
}

/**
 * Starts what listens on the address of `--host` and `--port`.
 *
 * @throws InvalidInput if the address cannot be bound
 */
export async function listening<T>(
  { host, port }: { host: string; port: number },
  start: () => Promise<T>,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const noAddress = `--host ${host} is no address of this machine that can be listened on: name another`;
    const complaints: Partial<Record<string, string>> = {
      EADDRINUSE: `--port: port ${port} is taken: name another, or 0 for any free one`,
      EACCES: `--port: port ${port} needs rights that this user lacks: name one above 1023, or 0 for any free one`,
      EADDRNOTAVAIL: noAddress,
      EAFNOSUPPORT: noAddress,
      EAI_AGAIN: noAddress,
      EINVAL: noAddress,
      ENOTFOUND: noAddress,
    };
    const complaint = complaints[code ?? ''];
    if (complaint === undefined) throw error;
    throw new InvalidInput(complaint);
  }
}
