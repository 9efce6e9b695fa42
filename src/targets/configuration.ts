/** Configuration, credentials and resilience: retries, pauses, obstacles, outages. */

import { defined } from '../defined.js';
import type { ProxySettings } from '../exchange/proxy-settings.js';
import { InvalidInput } from '../invalid-input.js';
import { readEnvironment } from './environment.js';
import { VariableReader } from './variables.js';

/** Which provider is judged. */
export type TargetName = 'embedded' | 'sandbox' | 'live';

export const TARGETS: readonly TargetName[] = ['embedded', 'sandbox', 'live'];

/** Everything that a run needs to know about its target. */
export interface TargetConfiguration {
  readonly name: TargetName;
  /** Root of the Partner API, without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The configured token; absent if one is fetched from IMS. */
  readonly accessToken?: string;
  readonly clientSecret?: string;
  /** Root of IMS, without a trailing slash. */
  readonly imsUrl: string;
  readonly scopes: string;
  readonly customerId: string;
  readonly lgaCustomerId?: string;
  readonly unknownCustomerId: string;
  readonly timeoutMs: number;
  /** The most requests per second; absent: no limit. */
  readonly rate?: number;
  /** The key for customer pseudonyms; absent: a random one for this run. */
  readonly pseudonymKey?: string;
  /** The outgoing proxy; absent: none. */
  readonly proxy?: ProxySettings;
}

/** The secrets of a configuration, which must never be shown. */
export function secretsOf({ apiKey, accessToken, clientSecret, pseudonymKey, proxy }: TargetConfiguration): string[] {
  const proxySecret = proxy?.authorization?.replace(/^Basic /, '');
  return [apiKey, accessToken, clientSecret, pseudonymKey, proxySecret].filter((secret) => secret !== undefined);
}

/** The settings of a run against the embedded sandbox, which supplies the rest. */
export type Limits = Pick<TargetConfiguration, 'timeoutMs' | 'rate' | 'pseudonymKey'>;

const DEFAULTS = {
  sandbox: {
    baseUrl: 'https://partnersandbox-stage.adobe.io',
    imsUrl: 'https://ims-na1-stg1.adobelogin.com',
    rate: 10,
  },
  live: { baseUrl: 'https://partners.adobe.io', imsUrl: 'https://ims-na1.adobelogin.com', rate: 5 },
} as const;

/**
 * The target from the command line, else from VIPMP_TARGET, else `embedded`.
 *
 * @param option the value of `--target`
 * @throws InvalidInput if the target is unknown, or the variable names production
 */
export function targetName(option: string | undefined, folder: string, processEnv: NodeJS.ProcessEnv): TargetName {
  if (option !== undefined) return knownTarget(option, '--target');
  const variable = readEnvironment(folder, undefined, processEnv)('VIPMP_TARGET');
  if (variable === undefined) return 'embedded';
  if (variable === 'live') {
    throw new InvalidInput('VIPMP_TARGET=live is not enough to call production: use --target live on the command line');
  }
  return knownTarget(variable, 'VIPMP_TARGET');
}

function knownTarget(name: string, where: string): TargetName {
  const target = TARGETS.find((known) => known === name);
  if (target !== undefined) return target;
  throw new InvalidInput(`${where} is ${JSON.stringify(name)}: it must be one of ${TARGETS.join(', ')}`);
}

/**
 * The configuration for Adobe's sandbox or production, from the variables.
 *
 * @param needs.customer whether VIPMP_CUSTOMER_ID is required
 * @throws InvalidInput if variables are missing or wrong; the message names each, with an example
 */
export function remoteConfiguration(
  name: Exclude<TargetName, 'embedded'>,
  folder: string,
  processEnv: NodeJS.ProcessEnv,
  needs = { customer: true },
): TargetConfiguration {
  const read = new VariableReader(readEnvironment(folder, name, processEnv));
  const defaults = DEFAULTS[name];
  const accessToken = read.header('VIPMP_ACCESS_TOKEN');
  const clientSecret = read.header('VIPMP_CLIENT_SECRET');
  if (accessToken === undefined && clientSecret === undefined) {
    read.addMissing('VIPMP_ACCESS_TOKEN (or VIPMP_CLIENT_SECRET)');
  }
  const customerId = read.id('VIPMP_CUSTOMER_ID');
  const lgaCustomerId = read.id('VIPMP_LGA_CUSTOMER_ID');
  const proxy = read.proxy();
  const configuration: TargetConfiguration = defined({
    name,
    baseUrl: read.url('VIPMP_BASE_URL', defaults.baseUrl),
    imsUrl: read.url('VIPMP_IMS_URL', defaults.imsUrl),
    apiKey: read.required('VIPMP_API_KEY', read.header('VIPMP_API_KEY')),
    accessToken,
    clientSecret,
    scopes: read.text('VIPMP_SCOPES') ?? 'openid,AdobeID,read_organizations',
    customerId: needs.customer ? read.required('VIPMP_CUSTOMER_ID', customerId) : (customerId ?? ''),
    lgaCustomerId,
    unknownCustomerId: read.id('VIPMP_UNKNOWN_CUSTOMER_ID') ?? '0000000000',
    rate: defaults.rate,
    ...limitsFrom(read),
    proxy,
  });
  if ([configuration.customerId, lgaCustomerId].includes(configuration.unknownCustomerId)) {
    read.addProblem(
      'VIPMP_UNKNOWN_CUSTOMER_ID is the id of a configured customer: set it to an id that no customer has',
    );
  }
  if (name === 'sandbox' && isProduction(configuration)) {
    read.addProblem('VIPMP_BASE_URL is production: use --target live on the command line, or leave VIPMP_BASE_URL out');
  }
  read.finish(name);
  return configuration;
}

/** The sandbox to forward a client's requests to. Values that the client itself sends may be absent. */
export type ForwardingConfiguration = Pick<TargetConfiguration, 'baseUrl' | 'imsUrl' | 'timeoutMs' | 'rate' | 'proxy'> &
  Partial<TargetConfiguration>;

/**
 * The configuration for forwarding a client's requests to Adobe's sandbox, from the variables.
 *
 * @throws InvalidInput if a variable is wrong, or names production
 */
export function forwardingConfiguration(folder: string, processEnv: NodeJS.ProcessEnv): ForwardingConfiguration {
  const read = new VariableReader(readEnvironment(folder, 'sandbox', processEnv));
  const { baseUrl, imsUrl, rate } = DEFAULTS.sandbox;
  const configuration = defined({
    apiKey: read.header('VIPMP_API_KEY'),
    accessToken: read.header('VIPMP_ACCESS_TOKEN'),
    clientSecret: read.header('VIPMP_CLIENT_SECRET'),
    customerId: read.id('VIPMP_CUSTOMER_ID'),
    lgaCustomerId: read.id('VIPMP_LGA_CUSTOMER_ID'),
    unknownCustomerId: read.id('VIPMP_UNKNOWN_CUSTOMER_ID'),
    proxy: read.proxy(),
    baseUrl: read.url('VIPMP_BASE_URL', baseUrl),
    imsUrl: read.url('VIPMP_IMS_URL', imsUrl),
    rate,
    ...limitsFrom(read),
  });
  if (isProduction(configuration)) {
    read.addProblem(`VIPMP_BASE_URL is production, which the gate never calls: leave it out, or set it to ${baseUrl}`);
  }
  read.finish('sandbox');
  return configuration;
}

/** The configuration for judging a recording, which calls no target, from the variables. */
export function recordingConfiguration(
  folder: string,
  processEnv: NodeJS.ProcessEnv,
): Pick<TargetConfiguration, 'lgaCustomerId' | 'pseudonymKey'> {
  const read = new VariableReader(readEnvironment(folder, undefined, processEnv));
  const lgaCustomerId = read.id('VIPMP_LGA_CUSTOMER_ID');
  const pseudonymKey = read.text('VIPMP_PSEUDONYM_KEY');
  read.finish('recording');
  return defined({ lgaCustomerId, pseudonymKey });
}

/** The limits for a run against the embedded sandbox, from the variables. */
export function embeddedLimits(folder: string, processEnv: NodeJS.ProcessEnv): Limits {
  const read = new VariableReader(readEnvironment(folder, 'embedded', processEnv));
  const limits = limitsFrom(read);
  read.finish('embedded');
  return limits;
}

/**
 * The webhook to which a watch posts changes, from VIPMP_WEBHOOK_URL; undefined if not set.
 *
 * @throws InvalidInput if it is not an https:// address
 */
export function webhookFrom(target: TargetName, folder: string, processEnv: NodeJS.ProcessEnv): string | undefined {
  const read = new VariableReader(readEnvironment(folder, target, processEnv));
  const url = read.secretUrl('VIPMP_WEBHOOK_URL');
  read.finish(target);
  return url;
}

/** Whether a root is production, in any spelling; no variable alone may lead there. */
function isProduction({ baseUrl }: { baseUrl: string }): boolean {
  const host = (url: string): string => (URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : url);
  return host(baseUrl) === host(DEFAULTS.live.baseUrl);
}

function limitsFrom(read: VariableReader): Limits {
  return defined({
    rate: read.rate(),
    pseudonymKey: read.text('VIPMP_PSEUDONYM_KEY'),
    timeoutMs: read.timeout(),
  });
}
