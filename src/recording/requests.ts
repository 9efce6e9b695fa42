import { BoundedMemo, remembered } from '../remembered.js';
import { decodedSegment } from '../exchange/decoded.js';
import { isMissingWord, isUnfilled } from '../exchange/no-value.js';
import { containsSecret } from '../exchange/scrub.js';
import { SecretPieces } from '../exchange/secret-pieces.js';
import { Conversation } from '../gate/conversation.js';
import { customerIdIn, operationOf, type RecordedRequest } from '../gate/recorded-request.js';
import { rules } from '../gate/rules/rules.js';
import type { Observation } from '../exchange/observation.js';
import type { RequirementId } from '../requirements/catalogue.js';
import type { RecordedExchange } from './har-entry.js';
import { isPlaceholder } from './placeholder.js';

/** Stand-ins for a recording's credentials. This suite did not issue them, so any token and key is valid. */
const ISSUED = {
  accessToken: 'k7Qx2mVb9Zr4Ts1Wn6Yc',
  apiKey: 'p3Hd8Lg5Jf0Ua7Ke2Ro9',
  clientSecret: 'w6Bn1Xi4Me9Qv3Sz8Dt5',
} as const;

/** The requirements that the requests of a recording cannot show, with the reasons. */
export const NOT_SHOWN_BY_REQUESTS: Readonly<Partial<Record<RequirementId, string>>> = {
  'request.token-reused': 'A recording does not show which tokens were issued.',
  'request.answers-handled': "A recording does not show how the client's tests ended.",
};

/** Texts that programs write for a missing value; they are not credentials. */
const NO_VALUE = /^(?:undefined|null|none|nil|nan|\[object object\]|\$\{.*\}|\{\{.*\}\})$/i;

/** A judgment of one request. */
export interface JudgedRequest {
  requirement: RequirementId;
  /** The id of the exchange. */
  id: string;
  /** The exchange without bodies and credentials. */
  exchange: RecordedExchange;
  observation?: Observation;
}

interface Call extends Pick<JudgedRequest, 'id' | 'exchange'> {
  /** The requirements on headers that the recording does not show. */
  hidden: ReadonlySet<RequirementId>;
}

/** The requests of one recording, reduced to what the rules need, and judged when all are known. */
export class RecordedRequests {
  readonly #calls: Call[] = [];
  readonly #texts = new BoundedMemo<string, string>(MAX_SHARED);
  readonly #leavesOutCredentials: boolean;

  /** @param creator the program that wrote the HAR, as it names itself */
  constructor(creator: string) {
    // The inspector of Chrome and Edge leaves Authorization out by default.
    this.#leavesOutCredentials = /^WebInspector$/i.test(creator);
  }

  /** Adds a request, to be judged later. */
  add(id: string, exchange: RecordedExchange): void {
    const { target, response } = exchange;
    // If no response came, browsers record the headers before adding their own.
    const hidden = new Set(response === undefined || !exchange.showsHeaders ? ABOUT_HEADERS : []);
    const customerId = decodedSegment(customerIdIn(target));
    // The id may have been replaced by a template before the recording was shared.
    if (isUnfilled(customerId) && !isMissingWord(customerId)) hidden.add('request.known-operation');
    this.#calls.push({
      ...{ id, hidden },
      exchange: {
        ...exchange,
        target: withIssued(target, exchange.headers),
        headers: this.#headers(id, exchange, hidden),
        ...(response && { response: { status: response.status, headers: this.#kept(response.headers ?? {}) } }),
      },
    });
  }

  /** Judges all requests by the rules of the gate. */
  judge(): JudgedRequest[] {
    const calls = this.#calls
      .toSorted((a, b) => a.exchange.startedAt - b.exchange.startedAt)
      .map((call) => ({ ...call, request: requestOf(call) }));
    const sanitized =
      this.#leavesOutCredentials && calls.every(({ request }) => request.headers['authorization'] === undefined);
    const conversation = new Conversation(
      calls.map(({ request }) => request),
      ISSUED,
    );
    const judged: JudgedRequest[] = [];
    for (const { id, exchange, request, hidden } of calls) {
      for (const rule of rules) {
        const { requirement } = rule;
        if (NOT_SHOWN_BY_REQUESTS[requirement] !== undefined || hidden.has(requirement)) continue;
        if (sanitized && requirement === 'request.authorization') continue;
        if (!rule.applies(request, conversation)) continue;
        const breach = rule.judge(request, conversation);
        if (breach === undefined) {
          judged.push({ requirement, id, exchange });
          continue;
        }
        const { earlier: _earlier, ...observation } = breach;
        judged.push({ requirement, id, exchange, observation });
      }
    }
    return judged;
  }

  /** The headers that the rules use, with stand-ins for the credentials of the recording. */
  #headers(id: string, { headers }: RecordedExchange, hidden: Set<RequirementId>): Record<string, string> {
    const { authorization, 'x-api-key': key, ...others } = headers;
    const kept = this.#kept(others);
    for (const name of ['x-request-id', 'x-correlation-id']) {
      // Two removed ids may have been different.
      if (isPlaceholder(kept[name])) kept[name] = `${id}-of-the-recording`;
    }
    if (authorization !== undefined) {
      if (isPlaceholder(authorization)) hidden.add('request.authorization');
      kept['authorization'] = this.#kept({ authorization: isIssued(authorization) })['authorization'] ?? '';
    }
    if (key !== undefined) kept['x-api-key'] = key.trim() === '' || NO_VALUE.test(key) ? key : ISSUED.apiKey;
    return kept;
  }

  /** The headers that the rules use. Equal values of many requests share one string. */
  #kept(headers: Readonly<Record<string, string>>): Record<string, string> {
    const kept: Record<string, string> = {};
    for (const name of LOOKED_AT) {
      const value = headers[name];
      if (value !== undefined) kept[name] = remembered(this.#texts, value, () => value);
    }
    return kept;
  }
}

function requestOf({ id, exchange }: Call): RecordedRequest {
  const { target, headers, repeatedHeaders, hasBody, startedAt, durationMs, response } = exchange;
  return {
    ...{ id, method: 'GET', target, headers, repeatedHeaders, hasBody, startedAt },
    operation: operationOf({ method: 'GET', target }),
    arrivedAt: startedAt,
    endedAt: startedAt + durationMs,
    ...(response && { answer: { status: response.status, headers: response.headers ?? {}, bytes: NO_BYTES } }),
  };
}

const ABOUT_HEADERS: readonly RequirementId[] = [
  'request.correlation-id',
  'request.request-id',
  'request.accept',
  'request.content-type',
  'request.authorization',
  'request.api-key',
];
const NO_BYTES = new Uint8Array();
const MAX_SHARED = 1000;
const LOOKED_AT = [
  'authorization',
  'x-correlation-id',
  'x-request-id',
  'accept',
  'content-length',
  'content-type',
  'retry-after',
] as const;

/** An Authorization header with a valid token in place of any token. */
function isIssued(authorization: string): string {
  const [, scheme = '', token = ''] =
    /^(Bearer )(\S+|\W*(?:redacted|removed|masked|hidden)\W*)$/is.exec(authorization) ?? [];
  return token === '' || NO_VALUE.test(token) ? authorization : `${scheme}${ISSUED.accessToken}`;
}

/** A target in which a credential of the request, in any form, is replaced by one that the rules know. */
function withIssued(target: string, { authorization, 'x-api-key': key }: Readonly<Record<string, string>>): string {
  if (!target.includes('?')) return target;
  const secrets = [authorization?.replace(/^\S+\s+/, ''), key].filter(
    (secret) => secret !== undefined && secret.length >= 8 && !isPlaceholder(secret),
  );
  return containsSecret(target, new SecretPieces(secrets as string[])) ? `${target}#${ISSUED.accessToken}` : target;
}
