import { isObject } from '../exchange/body.js';
import type { Redaction } from '../exchange/redaction.js';
import { childOf, segmentsOf } from './json-path.js';

/**
 * The line of a body that a finding is about, redacted: `"email": "[redacted]"`. Of a field that is absent, the
 * beginning of what it should be in.
 */
export function excerptOf(body: unknown, path: string | undefined, redaction: Redaction): string {
  let value = body;
  let name: string | undefined;
  let at = '';
  for (const segment of segmentsOf(path ?? '')) {
    const child = childOf(value, segment);
    if (child === undefined) break;
    value = child;
    name = typeof segment === 'string' ? segment : undefined;
    at += typeof segment === 'number' ? `[${segment}]` : at === '' ? segment : `.${segment}`;
  }
  return `${name === undefined ? '' : `${redaction.text(JSON.stringify(name))}: `}${shown(value, at, redaction)}`;
}

function shown(value: unknown, path: string, redaction: Redaction): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[ … ]';
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : '{ … }';
  return redaction.finding({ message: '', path, value }).actual ?? '';
}
