import { InvalidArgumentError } from 'commander';
import { errorCode, InvalidInput } from '../invalid-input.js';

/**
 * The address in `--host`.
 *
 * @throws InvalidArgumentError if it is empty
 */
export function hostName(text: string): string {
  if (text.trim() !== '') return text;
  // An empty host would listen on every address, open to the whole network.
  throw new InvalidArgumentError('It must be an address of this machine, such as 127.0.0.1.');
}

/**
 * Starts a server on the address in `--host` and `--port`.
 *
 * @throws InvalidInput if the address cannot be bound
 */
export async function listen<T>({ host, port }: { host: string; port: number }, start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    const noAddress = `--host ${host} is not an address of this machine: name another, such as 127.0.0.1`;
    const problems: Partial<Record<string, string>> = {
      EADDRINUSE: `--port: port ${port} is in use: name another, or 0 for any free one`,
      EACCES: `--port: port ${port} needs permissions that this user lacks: name one above 1023, or 0 for any free one`,
      EADDRNOTAVAIL: noAddress,
      EAFNOSUPPORT: noAddress,
      EAI_AGAIN: noAddress,
      EINVAL: noAddress,
      ENOTFOUND: noAddress,
    };
    const problem = problems[errorCode(error)];
    if (problem === undefined) throw error;
    throw new InvalidInput(problem);
  }
}
