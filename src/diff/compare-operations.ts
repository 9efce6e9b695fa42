import { compareContent } from './compare-bodies.js';
import { remembered } from '../remembered.js';
import type { DocumentPair, OperationOfPath } from './document-pair.js';
import { compareParameters } from './compare-parameters.js';
import { compareResponses } from './compare-responses.js';
import { compareSecurity } from './compare-security.js';
import { compareObject } from './documents.js';
import { found, placed, presence, within, type Found, type Place, type Placed } from './found.js';
import { canonical, dictOf, type Dict } from '../description/json.js';

/** The methods that a path may have. */
export const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

const KNOWN = ['operationId', 'security', 'parameters', 'requestBody', 'responses'];

/** All differences between two versions of an operation, each with its place. */
export function compareOperation(
  pair: DocumentPair,
  place: Place,
  before: OperationOfPath,
  after: OperationOfPath,
): Placed[] {
  const [old, now] = [before.operation, after.operation];
  return [
    ...placed(place, compareItself(pair, old, now)),
    ...placed(within(place, 'security', 'sends'), security(pair, old, now)),
    ...compareParameters(pair, place, before, after),
    ...compareRequestBody(pair, place, old, now),
    ...compareResponses(pair, place, dictOf(old['responses']), dictOf(now['responses'])),
  ];
}

function security(pair: DocumentPair, old: Dict, now: Dict): Found[] {
  const key = `security ${canonical([old['security'], now['security']])}`;
  return remembered(pair.shared, key, () => compareSecurity(pair, old, now));
}

function compareItself(pair: DocumentPair, old: Dict, now: Dict): Found[] {
  const named = ({ operationId }: Dict): string => (typeof operationId === 'string' ? operationId : 'none');
  return [
    ...(named(old) === named(now) ? [] : [found('operation-id-changed', named(old), named(now))]),
    ...compareObject(pair, old, now, KNOWN, ['tags']),
  ];
}

function compareRequestBody(pair: DocumentPair, place: Place, old: Dict, now: Dict): Placed[] {
  const body = within(place, 'request body', 'sends');
  const [isThere, stays] = [old['requestBody'] !== undefined, now['requestBody'] !== undefined];
  const [before, after] = [pair.old.object(old['requestBody']), pair.now.object(now['requestBody'])];
  const words = ({ required }: Dict): string => (required === true ? 'required' : 'optional');
  if (!isThere && !stays) return [];
  if (!stays) return placed(body, [found('body-removed', words(before), 'none')]);
  if (!isThere) {
    const rule = after['required'] === true ? 'body-added-required' : 'body-added-optional';
    return placed(body, [found(rule, 'none', words(after))]);
  }
  return [
    ...placed(body, [
      ...presence('body', before['required'] === true, after['required'] === true),
      ...compareObject(pair, before, after, ['required', 'content']),
    ]),
    ...compareContent(pair, body, dictOf(before['content']), dictOf(after['content'])),
  ];
}
