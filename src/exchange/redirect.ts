import type { Exchange } from './exchange.js';

/** The most characters of a Location that are shown. */
const MAX_LOCATION = 200;

/**
 * The address of another host, or another port, that a response redirects to, without its query, which may hold
 * secrets; absent if it redirects nowhere or to the same host.
 */
export function redirectElsewhere({ request, response }: Exchange): string | undefined {
  const location = response?.headers['location'];
  if (response === undefined || response.status < 300 || response.status > 399 || location === undefined) {
    return undefined;
  }
  if (!URL.canParse(location, request.url)) return undefined;
  const { host, origin, protocol, pathname } = new URL(location, request.url);
  if (host === new URL(request.url).host) return undefined;
  const address = `${origin === 'null' ? `${protocol}//${host}` : origin}${pathname}`;
  return address.length > MAX_LOCATION ? `${address.slice(0, MAX_LOCATION)}…` : address;
}
