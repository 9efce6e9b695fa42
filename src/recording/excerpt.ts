import { isObject } from '../exchange/body.js';
import { pathText } from '../exchange/json-path.js';
import type { Redaction } from '../exchange/redaction.js';
import { childOf, segmentsOf } from './json-path.js';

/**
 * The redacted field of a finding as one line: `"email": "[redacted]"`. If the field is absent, the start of its
 * parent.
 */
export function excerptOf(body: unknown, path: string | undefined, redaction: Redaction): string {
  let value = body;
  const walked: (string | number)[] = [];
  for (const segment of segmentsOf(path ?? '')) {
    const child = childOf(value, segment);
    if (child === undefined) break;
    value = child;
    walked.push(segment);
  }
  const name = walked.at(-1);
  const field = typeof name === 'string' ? `${redaction.text(JSON.stringify(name))}: ` : '';
  return `${field}${shown(value, pathText(walked), redaction)}`;
}

function shown(value: unknown, path: string, redaction: Redaction): string {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : '[ … ]';
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : '{ … }';
  return redaction.finding({ message: '', path, value }).actual ?? '';
}
