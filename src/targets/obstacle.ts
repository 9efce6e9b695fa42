import { bodyOf, isObject } from '../exchange/body.js';
import type { Exchange, ExchangeResponse } from '../exchange/exchange.js';
import { isAboutTheWay, isBeyondLimits } from '../exchange/failure.js';
import { redirectElsewhere } from '../exchange/redirect.js';
import { repeatedPathNote } from './base-url.js';
import type { Target } from './customer-get.js';
import { isRefusal, isTransient } from './retry.js';

/**
 * Whether the last attempt at a valid request says nothing about the provider's answers: it was not served, it was
 * refused, something else answered in place of the provider, or this suite cannot read the answer.
 */
export function isUnserved(exchange: Exchange): boolean {
  return (
    isTransient(exchange) || isRefusal(exchange) || isOfProxy(exchange) || redirectElsewhere(exchange) !== undefined
  );
}

/**
 * Why the target cannot be judged, by the last attempt at a valid request, and what to do; undefined if it can be
 * judged. If the target does not serve, this calls its health endpoint.
 */
export async function obstacleIn(exchange: Exchange, target: Target): Promise<string | undefined> {
  const { response, failure, request } = exchange;
  if (failure?.kind === 'aborted')
    return 'The check was stopped early: by Ctrl-C, or because it exceeded its time limit.';
  if (failure !== undefined && isBeyondLimits(failure)) return unreadable(failure.message);
  if (response?.status === 404) return unknownCustomer(exchange);
  if (isTransient(exchange)) {
    const said = failure?.message ?? `the target answered ${response?.status ?? 'nothing'}`;
    return `Every valid request failed: ${said}. ${await advice(exchange, target)}`;
  }
  if (isOfProxy(exchange)) {
    return 'A valid request was answered 407: a proxy requires a user and a password. Check HTTPS_PROXY, and other proxies on the way to the target.';
  }
  const location = redirectElsewhere(exchange);
  if (location !== undefined && response !== undefined) {
    return `A valid request was redirected (${response.status}) to another host, ${location}, as login pages and captive portals do. Check VIPMP_BASE_URL, and the network between you and the target.`;
  }
  return isRefusal(exchange) && response !== undefined
    ? `${refused(response, target.credentials.variable)}${repeatedPathNote(request.url)}`
    : undefined;
}

function unknownCustomer({ request }: Exchange): string {
  const causes = 'it must be a customer on this target that belongs to these credentials, not to another reseller';
  return `The known customer was answered 404: check VIPMP_CUSTOMER_ID (${causes}) and VIPMP_BASE_URL.${repeatedPathNote(request.url)}`;
}

/** Why an answer shows nothing about the Large Government Agency customer. */
export function lgaUnknown(status: number): string {
  const what = status === 404 ? 'answered 404' : `refused with ${status}`;
  return `The Large Government Agency customer was ${what}: check VIPMP_LGA_CUSTOMER_ID. If it names a customer of these credentials, the provider is wrong.`;
}

/** Why nothing more is sent after the answer to the first valid request; undefined if that answer is a customer. */
export function unservable({ response }: Exchange): string | undefined {
  if (response === undefined) return undefined;
  const { status } = response;
  const { location } = response.headers;
  const where =
    location === undefined ? '' : ` with Location ${location.replace(/[?#].*/s, '').slice(0, MAX_LOCATION)}`;
  if (status < 200 || status >= 300) {
    return `The first valid request was answered ${status}${where}, so nothing else was sent.`;
  }
  const body = bodyOf(response);
  if (body.kind === 'json' && isObject(body.value)) return undefined;
  return `The first valid request was answered ${status} without a JSON object, so nothing else was sent.`;
}

/** The most characters shown of a Location. */
const MAX_LOCATION = 200;

/** Whether a proxy answered: a 407 never comes from the target itself. */
function isOfProxy({ response }: Exchange): boolean {
  return response?.status === 407;
}

/** Why a request without a valid response says nothing about the provider; undefined if it says something. */
export function showsNothing({ purpose, failure, response }: Exchange): string | undefined {
  if (isBeyondLimits(failure)) return unreadable(`${purpose}, ${failure?.message ?? ''}`);
  return response?.status === 429 ? `${purpose}: answered 429, each time. ${SLOW_DOWN}` : undefined;
}

const SLOW_DOWN = 'Lower VIPMP_RATE or try again later.';

/** The reason if an answer may conform, but this suite cannot read it. */
function unreadable(why: string): string {
  return `An answer is beyond what this suite can read, which says nothing about the provider: ${why}.`;
}

async function advice({ failure, response }: Exchange, target: Target): Promise<string> {
  if (response?.status === 429) return SLOW_DOWN;
  if (failure?.advice !== undefined) return failure.advice;
  const explanation = isAboutTheWay(failure) ? '' : await outageExplanation(target);
  const { timeoutMs } = target.configuration;
  const limit = failure?.kind === 'timeout' ? ` and VIPMP_TIMEOUT_MS (${timeoutMs} ms),` : '';
  return `${explanation}Check VIPMP_BASE_URL${limit} and try again later.`;
}

/**
 * What the health endpoint says about a target that does not serve; empty if it says nothing. It is called only in an
 * outage. (Documentation: authentication/health-check.)
 */
async function outageExplanation({ configuration, transport, signal }: Target): Promise<string> {
  const { name, baseUrl, apiKey } = configuration;
  if (name === 'embedded') return '';
  const url = `${baseUrl}/v1/health?api_key=${encodeURIComponent(apiKey)}`;
  const headers = { Accept: 'application/json' };
  const { response } = await transport.send({ purpose: 'health', method: 'GET', url, headers }, signal);
  if (response === undefined) return 'Its health endpoint does not answer either. ';
  const body = bodyOf(response);
  if (body.kind !== 'json' || !isObject(body.value) || typeof body.value['status'] !== 'string') return '';
  const { status, components } = body.value;
  const states = Object.entries(isObject(components) ? components : {});
  const down = states.flatMap(([component, state]) => (state === 'UP' ? [] : [component])).join(', ');
  return `Its health endpoint says ${status}${down === '' ? '' : ` (${down})`}. `;
}

/** The codes of the service and of its gateway that are about the key, and those about the token. */
const OF_THE_KEY = new Set(['4115', '403000', '403003']);
const OF_THE_TOKEN = new Set(['4116', '4117', '403010']);

function refused(response: ExchangeResponse, credentialVariable: string): string {
  const code = codeOf(response);
  const names =
    code === '4121'
      ? `VIPMP_CUSTOMER_ID, which ${credentialVariable} may have to be allowed to read`
      : OF_THE_KEY.has(code)
        ? 'VIPMP_API_KEY'
        : OF_THE_TOKEN.has(code) || /^401\d{3}$/.test(code)
          ? credentialVariable
          : `VIPMP_API_KEY and ${credentialVariable}`;
  const hint = names.includes('VIPMP_ACCESS_TOKEN')
    ? ' (the token alone, without the word Bearer; tokens expire after a day)'
    : '';
  return `Your credentials were refused every time (${response.status}${code === '' ? '' : `, code ${code}`}). Check ${names}${hint}.`;
}

function codeOf(response: ExchangeResponse): string {
  const body = bodyOf(response);
  if (body.kind !== 'json' || !isObject(body.value)) return '';
  const code = body.value['code'] ?? body.value['error_code'];
  return typeof code === 'string' || typeof code === 'number' ? String(code) : '';
}
