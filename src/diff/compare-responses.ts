import { compareContent, schemaOf } from './compare-bodies.js';
import { remembered } from '../remembered.js';
import type { DocumentPair } from './document-pair.js';
import { compareObject, serialized } from './documents.js';
import { found, placed, presence, within, type Found, type Place, type Placed } from './found.js';
import { dictOf, mapOf, namesOfBoth, sideBySide, type Dict } from '../description/json.js';
import type { References } from './references.js';

/** The documented answers of an operation, by status. */
export function compareResponses(pair: DocumentPair, place: Place, old: Dict, now: Dict): Placed[] {
  const [before, after] = [statusesOf(old), statusesOf(now)];
  return namesOfBoth(before.keys(), after.keys()).flatMap((status) => {
    const response = within(place, status, 'reads');
    const [was, is] = [answerTo(status, before), answerTo(status, after)];
    if (!after.has(status) || !before.has(status)) {
      const change = after.has(status)
        ? found(`${classOf(status)}-status-added`, 'absent', status)
        : found(`${classOf(status)}-status-removed`, status, 'absent');
      // The status may still come, or may have come before, under its class or the default.
      const shape = was === undefined || is === undefined ? [] : compareShape(pair, response, was, is);
      return [...(isWithinClass(status, before, after) ? [] : placed(response, [change])), ...shape];
    }
    const [oldAnswer, newAnswer] = [pair.old.object(was), pair.now.object(is)];
    return [
      ...compareShape(pair, response, was, is),
      ...placed(response, compareObject(pair, oldAnswer, newAnswer, ['headers', 'content'])),
    ];
  });
}

function statusesOf(responses: Dict): Map<string, unknown> {
  const statuses = [...mapOf(responses)].filter(([name]) => !name.startsWith('x-'));
  return new Map(statuses.map(([status, response]) => [status.replace(/x/gi, 'X'), response]));
}

/** `default` covers every status that is not listed: the errors, if the success is listed. */
function classOf(status: string): 'success' | 'redirect' | 'error' {
  if (status.startsWith('2')) return 'success';
  return status.startsWith('3') ? 'redirect' : 'error';
}

/** Whether a status that comes was documented by its class, or a class that goes is documented by statuses of it. */
function isWithinClass(
  status: string,
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): boolean {
  if (after.has(status)) return before.has(`${status.charAt(0)}XX`);
  return status.endsWith('XX') && [...after.keys()].some((other) => other.startsWith(status.charAt(0)));
}

/** The answer that is documented for a status: its own, that of its class, or the default. */
function answerTo(status: string, statuses: ReadonlyMap<string, unknown>): unknown {
  return statuses.get(status) ?? statuses.get(`${status.charAt(0)}XX`) ?? statuses.get('default');
}

/** The headers and bodies of two answers, which need not be documented under the same status. */
function compareShape(pair: DocumentPair, place: Place, old: unknown, now: unknown): Placed[] {
  const [before, after] = [pair.old.object(old), pair.now.object(now)];
  return [
    ...headers(pair, place, dictOf(before['headers']), dictOf(after['headers'])),
    ...compareContent(pair, within(place, 'body', 'reads'), dictOf(before['content']), dictOf(after['content'])),
  ];
}

function headers(pair: DocumentPair, place: Place, old: Dict, now: Dict): Placed[] {
  const [before, after] = [headersOf(pair.old, old), headersOf(pair.now, now)];
  return sideBySide(before, after).flatMap(([name, was, is]) => {
    const written = was?.written ?? is?.written ?? name;
    const at = within(place, `header ${written}`, 'reads');
    if (is === undefined) {
      const required = was?.header['required'] === true;
      const rule = required ? 'header-removed-required' : 'header-removed-optional';
      return placed(at, [found(rule, required ? 'required' : 'optional', 'absent')]);
    }
    if (was === undefined) {
      return placed(at, [found('header-added', 'absent', is.header['required'] === true ? 'required' : 'optional')]);
    }
    const key = `header ${pair.old.idOf(was.header)} ${pair.now.idOf(is.header)}`;
    const findings = remembered(pair.shared, key, () => compareHeader(pair, was.header, is.header));
    return [
      ...placed(at, findings),
      ...compareContent(pair, at, dictOf(was.header['content']), dictOf(is.header['content'])),
    ];
  });
}

function compareHeader(pair: DocumentPair, old: Dict, now: Dict): Found[] {
  return [
    ...presence('header', old['required'] === true, now['required'] === true),
    ...pair.reads.compare(schemaOf(old), schemaOf(now)),
    ...compareObject(pair, serialized(old), serialized(now), ['required', 'schema', 'content']),
  ];
}

/** Headers by their names in lower case. OpenAPI ignores Content-Type here: the media types define it. */
function headersOf(references: References, headers: Dict): Map<string, { written: string; header: Dict }> {
  const listed = [...mapOf(headers)].filter(([name]) => name.toLowerCase() !== 'content-type');
  return new Map(
    listed.map(([written, header]) => [written.toLowerCase(), { written, header: references.object(header) }]),
  );
}
