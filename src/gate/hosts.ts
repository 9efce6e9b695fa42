import { hostname, networkInterfaces } from 'node:os';

/** The hosts of sandbox and production, and of IMS: what a client may have in its code. */
const ADOBE_HOSTS: readonly string[] = [
  'partnersandbox-stage.adobe.io',
  'partners.adobe.io',
  'ims-na1-stg1.adobelogin.com',
  'ims-na1.adobelogin.com',
];

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Names by which containers reach the machine that they run on. */
const OF_CONTAINERS = ['host.docker.internal', 'host.containers.internal'];

/**
 * Every name and address at which a client may reach the gate; its certificate is valid for them.
 *
 * @param host what the gate listens on
 */
export function hostsOf(host: string): string[] {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const others = isEverywhere ? [hostname(), ...OF_CONTAINERS, ...addresses()] : [host];
  return [...new Set([...LOOPBACK, ...ADOBE_HOSTS, ...others.filter((it) => /^[\w.:-]+$/.test(it))])];
}

function addresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found = []) => found.map(({ address }) => address));
}
