import { startSandbox, type SandboxOptions } from '../sandbox/sandbox.js';
import type { Limits, TargetConfiguration } from '../targets/configuration.js';

/** Starts the embedded sandbox, lets it be used as a target, and stops it whatever happens. */
export async function withEmbeddedTarget<T>(
  limits: Limits,
  options: SandboxOptions,
  use: (configuration: TargetConfiguration) => Promise<T>,
): Promise<T> {
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
