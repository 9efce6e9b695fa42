import { Pool, ProxyAgent, type Agent, type Dispatcher } from 'undici';
import { defined } from '../defined.js';
import type { ProxySettings } from './proxy-settings.js';

/** No tunnel was opened: the proxy could not be reached, or it answered with another status than 200. */
export class NoTunnel extends Error {
  override readonly name = 'NoTunnel';

  /**
   * @param status what the proxy answered; absent if it did not
   * @param challenge how it wants its users to log in (Proxy-Authenticate)
   */
  constructor(
    readonly status: number | undefined,
    readonly challenge = '',
    cause?: unknown,
  ) {
    super('no tunnel was opened', { cause });
  }
}

/** The connections to a proxy. */
class ProxyPool extends Pool {
  /** @throws NoTunnel in place of undici's errors, some of which undici would retry forever */
  override connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData>;
  override connect(options: Dispatcher.ConnectOptions, callback?: unknown): never;
  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const tunnel = await super.connect(options).catch((cause: unknown) => {
      throw new NoTunnel(undefined, '', cause);
    });
    if (tunnel.statusCode === 200) return tunnel;
    tunnel.socket.on('error', () => undefined).destroy();
    throw new NoTunnel(tunnel.statusCode, [tunnel.headers['proxy-authenticate'] ?? []].flat().join(', '));
  }
}

/** An agent that reaches https addresses through tunnels of a proxy. */
export function proxyAgent({ url, authorization }: ProxySettings, options: Agent.Options): ProxyAgent {
  return new ProxyAgent({
    ...options,
    uri: url,
    ...defined({ token: authorization }),
    clientFactory: (origin, connection) => new ProxyPool(origin, connection),
  });
}
