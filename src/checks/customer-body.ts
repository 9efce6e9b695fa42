import { bodyOf, isObject } from '../exchange/body.js';
import { isGzip } from '../exchange/content-coding.js';
import { describeValue } from '../exchange/describe-value.js';
import type { Body, ExchangeResponse, JsonBody } from '../exchange/exchange.js';
import { foundInWords, jsonFault } from '../exchange/json-fault.js';
import { repeatedKeys } from '../exchange/json-keys.js';
import { joined, pathText } from '../exchange/json-path.js';
import type { Observation } from '../exchange/observation.js';
import { customerFields } from '../generated/schema-facts.js';
import { validateCustomer } from '../generated/validators.js';
import { nearestName } from '../nearest-name.js';
import { judgeBySchema, kindOf } from './schema.js';

/** The status of a body saved without its response. */
export const UNKNOWN_STATUS = 0;

/** The customer in a response; undefined if its body is anything else, such as a wrapped customer or an error. */
export function customerIn(response: ExchangeResponse): Readonly<Record<string, unknown>> | undefined {
  const body = bodyOf(response);
  if (body.kind !== 'json' || !isObject(body.value)) return undefined;
  return insteadOf(body.value, response.status) === undefined ? withDocumentedValues(body, body.value) : undefined;
}

/** How many different values of a repeated key are tried. */
const MAX_TRIED = 5;

/**
 * A customer in which every repeated key has a documented value, if one of its values is documented. Parsers disagree
 * on which value counts, so a wrong one next to a right one proves nothing; the repeated key itself is reported anyway.
 */
function withDocumentedValues(body: JsonBody, customer: Record<string, unknown>): Record<string, unknown> {
  const repeated = repeatedKeys(body);
  if (repeated.length === 0) return customer;
  const chosen = structuredClone(customer);
  for (const { segments, values } of repeated) {
    const path = pathText(segments);
    const key = segments.at(-1);
    const parent = segments.slice(0, -1).reduce<unknown>((value, segment) => member(value, segment), chosen);
    if (typeof key !== 'string' || !isObject(parent)) continue;
    const last = parent[key];
    const documented = [last, ...new Set(values.filter((value) => typeof value !== 'object'))]
      .slice(0, MAX_TRIED)
      .find((value) => {
        parent[key] = value;
        return judgeBySchema(validateCustomer, chosen).every((judged) => judged.path !== path);
      });
    parent[key] = documented === undefined ? last : documented;
  }
  return chosen;
}

function member(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
}

/** One finding that says what a body is instead of a customer; undefined if it is a customer. */
export function notACustomer(response: ExchangeResponse): Observation | undefined {
  const body = bodyOf(response);
  if (body.kind !== 'json') return notJson(body, response.bytes, 'one JSON object in UTF-8');
  return insteadOf(body.value, response.status);
}

/** What is wrong with a body that is not JSON. */
export function notJson(body: Exclude<Body, { kind: 'json' }>, bytes: Uint8Array, expected: string): Observation {
  switch (body.kind) {
    case 'empty':
      return { message: 'the body is empty', expected, actual: bytes.length === 0 ? 'no body' : 'white space' };
    case 'too-deep':
      return { message: 'the body is nested too deeply to read', expected, actual: 'more than 1,000 levels' };
    case 'not-decodable':
      if (isGzip(bytes))
        return { message: 'the body is gzip that is damaged or cut short', expected, actual: 'incomplete gzip' };
      return {
        message: `the body is not ${body.coding}, although Content-Encoding says so`,
        expected,
        actual: `bytes that are not ${body.coding}`,
      };
    case 'not-utf-8':
      return isGzip(bytes)
        ? { message: 'the body is gzip, but Content-Encoding does not say so', expected, actual: 'gzip' }
        : { message: 'the body is not UTF-8', expected, actual: notUtf8(bytes) };
    case 'not-json': {
      // ASCII in UTF-16 is also valid UTF-8, with zero bytes.
      if (bytes[0] === 0 || bytes[1] === 0)
        return { message: 'the body is not UTF-8', expected, actual: notUtf8(bytes) };
      const fault = jsonFault(body.text);
      return {
        message: `the body is not JSON: ${fault.what} at offset ${fault.offset}`,
        expected,
        actual: foundInWords(fault),
      };
    }
  }
}

function notUtf8(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return 'UTF-16, by its byte order mark';
  if (first === 0 || second === 0) return 'UTF-16 without a byte order mark';
  const text = Buffer.from(bytes).toString('utf8');
  const offset = Buffer.byteLength(text.slice(0, text.indexOf('\uFFFD')));
  return `the byte 0x${(bytes[offset] ?? 0).toString(16).padStart(2, '0')} at offset ${offset}`;
}

const CUSTOMER_KEYS: readonly string[] = Object.keys(customerFields);

/** Whether an object has enough customer fields to be meant as a customer, even if others are missing. */
function looksLikeCustomer(value: unknown): boolean {
  if (!isObject(value)) return false;
  return value['customerId'] !== undefined || CUSTOMER_KEYS.filter((key) => key in value).length > 1;
}

function insteadOf(value: unknown, status: number): Observation | undefined {
  if (isObject(value) && value['customerId'] !== undefined) return undefined;
  const expected = 'the customer itself, as one JSON object in UTF-8';
  const path = placeOf(value, looksLikeCustomer);
  if (path !== undefined) return wrappedIn(path, 'the customer', expected);
  if (!isObject(value)) {
    const actual = Array.isArray(value) ? `an array of ${value.length}` : kindInWords(value);
    return { message: `the body is ${kindOf(value)}, not a JSON object`, expected, actual };
  }
  if (looksLikeCustomer(value)) return undefined;
  const keys = errorKeysOf(value) ?? errorKeysOf(Object.values(value).find(isObject) ?? {});
  if (keys === undefined) {
    return { message: 'the body has no customer field', expected, actual: describeValue(value, NOTHING_SHOWN) };
  }
  const seen = value['code'] === undefined ? { actual: keys } : { path: 'code', value: value['code'] };
  return status === UNKNOWN_STATUS
    ? { message: 'the body is an error, not a customer', ...seen, expected }
    : {
        message: `an error body with status ${status}`,
        ...seen,
        expected: 'the customer, or the status of the error',
      };
}

const NOTHING_SHOWN = { path: '', isOpen: false };

function kindInWords(value: unknown): string {
  return typeof value === 'string' && /^\s*\{/.test(value) ? 'a string with JSON inside' : kindOf(value);
}

/** How deep to search for a wrapped value, and among how many fields of an object. */
const MAX_WRAPPERS = 3;
const MAX_FIELDS = 20;

/** A finding that the error is wrapped in another value; undefined if the body contains no error. */
export function wrappedError(body: unknown): Observation | undefined {
  const path = looksLikeError(body) ? undefined : placeOf(body, looksLikeError);
  return path === undefined ? undefined : wrappedIn(path, 'the error', 'the error itself, with code and message');
}

function looksLikeError(value: unknown): boolean {
  return isObject(value) && (typeof value['code'] === 'string' || typeof value['message'] === 'string');
}

function wrappedIn(path: string, what: string, expected: string): Observation {
  const wrapper = path === '[0]' ? 'a list' : path;
  return { message: `${what} is wrapped in ${wrapper}`, path, expected, actual: `${what} inside ${wrapper}` };
}

/** The path of a value in a body: `customer`, `items[0]`, `data.customer`; undefined if it is not found. */
function placeOf(value: unknown, isMeant: (value: unknown) => boolean, path = '', depth = 0): string | undefined {
  if (depth > 0 && isMeant(value)) return path;
  if (depth === MAX_WRAPPERS) return undefined;
  if (Array.isArray(value)) return placeOf(value[0], isMeant, `${path}[0]`, depth + 1);
  if (!isObject(value)) return undefined;
  for (const [key, child] of Object.entries(value).slice(0, MAX_FIELDS)) {
    const place = placeOf(child, isMeant, joined(path, key), depth + 1);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** Other programs' names for the parts of an error, in lower case and without punctuation. */
const OTHER_NAMES = {
  code: ['errorcode', 'errcode', 'statuscode', 'error'],
  message: [
    'errormessage',
    'errormsg',
    'msg',
    'detail',
    'details',
    'description',
    'errordescription',
    'reason',
    'title',
  ],
} as const;

/** The key that appears to replace `code` or `message`; undefined if there is none, or the right one exists. */
export function misspelledKey(meant: 'code' | 'message', body: Readonly<Record<string, unknown>>): string | undefined {
  if (body[meant] !== undefined) return undefined;
  const names: readonly string[] = [meant, ...OTHER_NAMES[meant]];
  return Object.keys(body).find((key) => nearestName(plain(key), names) !== undefined);
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '');
}

const ERROR_NAMES: readonly string[] = Object.entries(OTHER_NAMES).flat(2);

/** Describes the error keys of an object; undefined if it has none. */
function errorKeysOf(body: Readonly<Record<string, unknown>>): string | undefined {
  const keys = (['code', 'message'] as const).flatMap((meant) =>
    body[meant] !== undefined ? meant : (misspelledKey(meant, body) ?? []),
  );
  // One similar name proves nothing: `time` resembles `title`, and `log` resembles `msg`.
  const isError = keys.length === 2 || keys.some((key) => ERROR_NAMES.includes(plain(key)));
  return isError ? `an object with ${keys.join(' and ')}` : undefined;
}
