import { readFileSync } from 'node:fs';
import { all, type Change, type Json } from '../../src/sandbox/faults/changes.js';

/** A changed copy of an example from the contract. */
export function customer(
  name: 'education' | 'large-government-agency' | 'three-year-commit' | 'sparse',
  ...changes: Change[]
): Json {
  const file = new URL(`../../openapi/examples/${name}.json`, import.meta.url);
  const { value } = JSON.parse(readFileSync(file, 'utf8')) as { value: Json };
  all(...changes)(value);
  return value;
}
