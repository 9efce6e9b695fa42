import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange, ExchangeResponse } from '../exchange/exchange.js';
import { isTransient } from '../targets/retry.js';
import { isRefusal } from './persistence.js';

/**
 * Why the last attempt at a good request shows that the target cannot be judged, and what to look at; absent
 * where it does not.
 *
 * @param credentialVariable the variable that the token comes from
 * @param explainOutage asks the target what is wrong with it
 */
export async function obstacleIn(
  exchange: Exchange,
  credentialVariable: string,
  explainOutage: () => Promise<string>,
): Promise<string | undefined> {
  const { response, failure } = exchange;
  if (failure?.kind === 'aborted')
    return 'The check was ended before it was done: by Ctrl-C, or because its time was over.';
  if (isTransient(exchange)) {
    const said = response === undefined ? failure?.message : `the target answered ${response.status}`;
    const advice =
      response?.status === 429
        ? 'Lower VIPMP_RATE or try again later.'
        : `${await explainOutage()}Look at VIPMP_BASE_URL and try again later.`;
    return `A good request was not served, each time: ${said ?? 'no answer'}. ${advice}`;
  }
  return isRefusal(exchange) && response !== undefined ? refused(response, credentialVariable) : undefined;
}

function refused(response: ExchangeResponse, credentialVariable: string): string {
  const code = codeOf(response);
  const names = /^(4115|403000|403003)$/.test(code)
    ? 'VIPMP_API_KEY'
    : /^(4116|4117|401\d{3}|403010)$/.test(code)
      ? credentialVariable
      : code === '4121'
        ? `VIPMP_CUSTOMER_ID, which ${credentialVariable} may have to be allowed to read`
        : `VIPMP_API_KEY and ${credentialVariable}`;
  const hint = names.includes('VIPMP_ACCESS_TOKEN')
    ? ' (the token alone, without the word Bearer; tokens end after a day)'
    : '';
  return `Good credentials were refused with ${response.status}${code === '' ? '' : `, code ${code}`}, each time: look at ${names}${hint}.`;
}

function codeOf(response: ExchangeResponse): string {
  const body = bodyOf(response);
  if (body.kind !== 'json' || !isObject(body.value)) return '';
  const code = body.value['code'] ?? body.value['error_code'];
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
}
