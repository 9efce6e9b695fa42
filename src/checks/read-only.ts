import { bodyOf, isObject } from '../exchange/body.js';
import type { ExchangeResponse } from '../exchange/exchange.js';
import { readOnlyFields } from '../generated/schema-facts.js';
import { firstDifference, type JsonDifference } from '../exchange/json-difference.js';

/** The read-only fields that differ between two reads of one customer; the order of keys does not matter. */
export function differences(first: ExchangeResponse, second: ExchangeResponse): JsonDifference[] {
  const [before, after] = [first, second].map((response) => {
    const body = bodyOf(response);
    return body.kind === 'json' && isObject(body.value) ? body.value : undefined;
  });
  if (before === undefined || after === undefined) return [];
  return readOnlyFields.flatMap((name) => firstDifference({ [name]: before[name] }, { [name]: after[name] }) ?? []);
}
