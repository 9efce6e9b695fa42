import { bodyOf, isObject } from '../exchange/body.js';
import type { Transport } from '../exchange/transport.js';
import type { TargetConfiguration } from './configuration.js';

/**
 * What the health endpoint says of a target that does not serve; empty if it says nothing. Only an
 * outage is a reason to ask it. (Documentation: authentication/health-check.)
 */
export async function outageExplanation(
  { name, baseUrl, apiKey }: TargetConfiguration,
  transport: Transport,
  signal: AbortSignal,
): Promise<string> {
  if (name === 'embedded') return '';
  const url = `${baseUrl}/v1/health?api_key=${encodeURIComponent(apiKey)}`;
  const headers = { Accept: 'application/json' };
  const { response } = await transport.send({ purpose: 'health', method: 'GET', url, headers }, signal);
  if (response === undefined) return 'Its health endpoint does not answer either. ';
  const body = bodyOf(response);
  if (body.kind !== 'json' || !isObject(body.value) || typeof body.value['status'] !== 'string') return '';
  const { status, components } = body.value;
  const down = isObject(components)
    ? Object.keys(components)
        .filter((component) => components[component] !== 'UP')
        .join(', ')
    : '';
  return `Its health endpoint says ${status}${down === '' ? '' : ` (${down})`}. `;
}
