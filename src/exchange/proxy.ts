import { Pool, ProxyAgent, type Agent, type Dispatcher } from 'undici';
import { isLoopback } from '../loopback.js';

/** The way out of a network that has no direct one. */
export interface ProxySettings {
  /** The address of the proxy, without credentials. */
  readonly url: string;
  /** What Proxy-Authorization says; a secret. */
  readonly authorization?: string;
  /** The hosts that are reached directly, as NO_PROXY lists them. */
  readonly exceptions: string;
}

/** No tunnel was opened: the proxy could not be reached, or it answered with another status than 200. */
export class NoTunnel extends Error {
  override readonly name = 'NoTunnel';

  /** @param status what the proxy answered; absent if it did not */
  constructor(
    readonly status: number | undefined,
    cause?: unknown,
  ) {
    super('no tunnel was opened', { cause });
  }
}

/** The connections to a proxy. */
class ProxyPool extends Pool {
  /** @throws NoTunnel in place of undici's errors, some of which it would answer with further attempts for ever */
  override connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: Dispatcher.ConnectOptions, callback?: unknown): never;
  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const tunnel = await super.connect(options).catch((cause: unknown) => {
      throw new NoTunnel(undefined, cause);
    });
    if (tunnel.statusCode === 200) return tunnel;
    tunnel.socket.on('error', () => undefined).destroy();
    throw new NoTunnel(tunnel.statusCode);
  }
}

/** An agent that reaches https addresses through tunnels of a proxy. */
export function proxyAgent({ url, authorization }: ProxySettings, options: Agent.Options): ProxyAgent {
  return new ProxyAgent({
    ...options,
    uri: url,
    ...(authorization === undefined ? {} : { token: authorization }),
    clientFactory: (origin, connection) => new ProxyPool(origin, connection),
  });
}

/**
 * Whether a host is reached without the proxy: loopback always, and what NO_PROXY lists: `*`, a host with all
 * below it (with or without a dot or `*.` before it), each with a port or without.
 */
export function isReachedDirectly({ hostname, port, protocol }: URL, exceptions: string): boolean {
  if (isLoopback(hostname)) return true;
  const actualPort = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return exceptions.split(/[,\s]+/).some((entry) => {
    if (entry === '') return false;
    if (entry === '*') return true;
    const [, name = entry, onlyPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
    if (onlyPort !== undefined && onlyPort !== actualPort) return false;
    const listed = name.replace(/^\*?\./, '').toLowerCase();
    return hostname === listed || hostname.endsWith(`.${listed}`);
  });
}

/** Proxy-Authorization for the user and the password of an address. */
export function basicAuthorization(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
