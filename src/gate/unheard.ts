import { decodedSegment } from '../exchange/decoded.js';
import { refusalInWords } from './conversation.js';
import { isSuccess } from './ending.js';
import { customerIdIn, type RecordedRequest } from './recorded-request.js';
import type { ScenarioRun } from './scenario-run.js';
import { shownOperation } from './shown-request.js';
import { TRUST_VARIABLES } from './trust/trust.js';

/**
 * Why a run cannot be judged, as a sentence or two: it called nothing, was interrupted, or failed for another reason.
 *
 * @param hasPassed whether the same tests passed when nothing was disturbed
 */
export function obstacleOf(run: ScenarioRun, hasPassed: boolean): string | undefined {
  const { scenario, ending, served, conversation, lost } = run;
  if (ending === undefined && served !== true) return `The gate was interrupted in scenario ${scenario.name}.`;
  if (run.rehearsal === true) return undefined;
  const failed = ending !== undefined && !isSuccess(ending);
  const { obstacle } = run.provider ?? {};
  if (obstacle !== undefined && (failed || conversation.calls.length === 0)) return obstacle;
  const where = scenario.name === 'ok' ? '' : ` Scenario ${scenario.name}.`;
  const refused = refusedCertificate(run);
  if (conversation.calls.length > 0) {
    if (!failed) return undefined;
    // Some clients of one program may trust the certificate while others do not.
    if (refused !== undefined) return `${refused}${where}`;
    if (hasPassed) return undefined;
    const missed = conversation.requests.find(wasNotServed);
    if (missed !== undefined) {
      return `Your tests failed, and the gate does not serve ${shownOperation(missed)}, which they need: run it with --also and a mock of your own.${where}`;
    }
    return hasOtherCustomers(run)
      ? `Your tests failed, and the gate has none of the customers that they ask for.${where}`
      : undefined;
  }
  if (refused !== undefined) return `${refused}${where}`;
  if (lost.plainHttp > 0) {
    return `Your tests sent plain HTTP to an https:// address: use VIPMP_BASE_URL with its scheme, or run the gate with --http.${where}`;
  }
  const { requests } = conversation;
  if (requests.length === 0) {
    if (lost.disagreement !== undefined) {
      return `Your tests agreed on no TLS with the gate (${lost.disagreement}): it speaks HTTP/1.1, not HTTP/2, over TLS 1.2 or later. Allow that, or run the gate with --http.${where}`;
    }
    if (lost.unreadable !== undefined) {
      return `Your tests sent what is not HTTP/1.1 (${lost.unreadable}): TLS or HTTP/2, for example. Use VIPMP_BASE_URL with its scheme, and HTTP/1.1.${where}`;
    }
    if (served === true) return `Nothing was sent to ${run.baseUrl}: point your client at it.`;
    return `Your tests sent no request: is HTTP mocked, or did they fail before they sent one?${where}`;
  }
  const refusal = conversation.tokens.refusedFetch();
  if (refusal !== undefined) return `Your tests got no token: ${refusalInWords(refusal)}.${where}`;
  const never = 'never called GET /v3/customers/{customer-id}';
  const others = requests.filter(({ operation }) => operation === 'other').map(shownOperation);
  return others.length === 0
    ? `Your tests fetched a token, but ${never}: see that they take its address from VIPMP_BASE_URL, or from a variable given with --env.${where}`
    : `Your tests ${never}: see that its method and path are right; ${others[0]} is another endpoint.${where}`;
}

/** Whether the gate itself answered a request to another endpoint, because there was no mock. */
function wasNotServed({ operation, answer }: RecordedRequest): boolean {
  return operation === 'other' && (answer?.status === 501 || answer?.status === 502);
}

/** Whether every call was answered 404, and one of them was for a customer that the client was not given. */
function hasOtherCustomers({ conversation, ids, customerIds, scenario, provider }: ScenarioRun): boolean {
  if (scenario.disturbs === undefined || provider !== undefined) return false;
  const known = new Set([...customerIds, ids.unknownCustomer]);
  const isOther = ({ target }: RecordedRequest): boolean => !known.has(decodedSegment(customerIdIn(target)));
  return conversation.calls.every(({ answer }) => answer?.status === 404) && conversation.calls.some(isOther);
}

/** What to do about a certificate that was refused; absent if there is no sign of it. */
function refusedCertificate({ lost, lostTrust, conversation }: ScenarioRun): string | undefined {
  if (lost.refusedCertificate === 0) return undefined;
  if (lostTrust === true) {
    return 'Your tests removed the folder of the report, and with it the certificate that they have to trust: name another one with --out.';
  }
  const some = conversation.requests.length > 0 ? 'Some' : 'All';
  return `${some} connections of your tests were closed without a request: the client does not seem to trust the gate's certificate. Let it trust the file in VIPMP_CA_FILE (it does not read ${TRUST_VARIABLES.join(', ')}, which the gate sets), or run the gate with --http.`;
}
