import { isLoopback } from '../loopback.js';

/** The proxy through which a network without direct access is left. */
export interface ProxySettings {
  /** The address of the proxy, without credentials. */
  readonly url: string;
  /** What Proxy-Authorization says; a secret. */
  readonly authorization?: string;
  /** The hosts that are reached directly, as NO_PROXY lists them. */
  readonly exceptions: string;
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
