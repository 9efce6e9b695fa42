import type { SandboxOptions } from '../sandbox/sandbox.js';
import {
  embeddedLimits,
  remoteConfiguration,
  type Limits,
  type TargetConfiguration,
  type TargetName,
} from './configuration.js';

/**
 * Runs work with the configuration of a target, from the variables.
 *
 * @throws InvalidInput if a variable is missing or wrong
 */
export async function withTarget<T>(
  target: TargetName,
  use: (configuration: TargetConfiguration) => Promise<T>,
): Promise<T> {
  const folder = process.cwd();
  return target === 'embedded'
    ? withEmbeddedTarget(embeddedLimits(folder, process.env), {}, use)
    : use(remoteConfiguration(target, folder, process.env));
}

/** Starts the embedded sandbox, runs work with it as the target, and always stops it. */
export async function withEmbeddedTarget<T>(
  limits: Limits,
  options: SandboxOptions,
  use: (configuration: TargetConfiguration) => Promise<T>,
): Promise<T> {
  // Loaded only for the embedded target.
  const { startSandbox } = await import('../sandbox/sandbox.js');
  const sandbox = await startSandbox(options);
  try {
    return await use({
      name: 'embedded',
      baseUrl: sandbox.url,
      imsUrl: sandbox.url,
      scopes: 'openid',
      apiKey: sandbox.credentials.apiKey,
      accessToken: sandbox.credentials.accessToken,
      customerId: sandbox.ids.customer,
      lgaCustomerId: sandbox.ids.lgaCustomer,
      unknownCustomerId: sandbox.ids.unknownCustomer,
      ...limits,
    });
  } finally {
    await sandbox.close();
  }
}
