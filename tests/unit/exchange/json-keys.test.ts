import { describe, expect, it } from 'vitest';
import { repeatedKeys } from '../../../src/exchange/json-keys.js';
import { pathText } from '../../../src/exchange/json-path.js';

function repeated(text: string): { path: string; values: unknown[] }[] {
  const keys = repeatedKeys({ kind: 'json', value: JSON.parse(text) as unknown, text, byteOrderMark: false });
  return keys.map(({ segments, values }) => ({ path: pathText(segments), values }));
}

describe('repeated keys in a JSON text', () => {
  it.each<[string, ReturnType<typeof repeated>]>([
    ['{"status":"1000","status":1000}', [{ path: 'status', values: ['1000', 1000] }]],
    ['{"status" : 1, "status"\n:\t2}', [{ path: 'status', values: [1, 2] }]],
    ['{"a":[{"b":1,"c":2,"b":{}}]}', [{ path: 'a[0].b', values: [1, {}] }]],
    ['{"a":1,"a":[1],"a":null}', [{ path: 'a', values: [1, [], null] }]],
    ['{"a":1,"\\u0061":2}', [{ path: 'a', values: [1, 2] }]],
    ['{"__proto__":1,"__proto__":2}', [{ path: '__proto__', values: [1, 2] }]],
  ])('%s', (text, wanted) => {
    expect(repeated(text)).toEqual(wanted);
  });

  it.each([
    '{"a":{"b":1},"c":{"b":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"b\\":c","d":"\\":"}',
    '{"__proto__":{"a":1}}',
    '"a:b"',
    'null',
  ])('are none in %s', (text) => {
    expect(repeated(text)).toEqual([]);
  });

  it('are reported in part if there are very many', () => {
    const pairs = Array.from({ length: 1000 }, (_, index) => `"k${index}":1,"k${index}":2`);
    expect(repeated(`{${pairs.join(',')}}`)).toHaveLength(20);
  });
});
