import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../src/exchange/json-fault.js';

const rows: [text: string, what: string, offset: number, found: string][] = [
  ['{"status":"1000"}<!-- x -->', 'text after the end of the JSON', 17, '"<"'],
  ['{"status":"1000"}\n{"status":"1000"}', 'text after the end of the JSON: a second value', 18, '"{"'],
  ['HTTP/2 200\ncontent-type: application/json\n\n{"status":"1000"}', 'text before the JSON', 43, '"{"'],
  ['2026-11-28 INFO {"status":"1000"}', 'text before the JSON', 16, '"{"'],
  ['const customers = [\n  {}];', 'text before the JSON', 18, '"["'],
  ['{"status":"1000",}', 'a trailing comma', 16, '","'],
  ['{"tags":[1,2 , ]}', 'a trailing comma', 13, '","'],
  ['{"a":1,,"b":2}', 'a comma too many', 7, '","'],
  ['{"quantity":NaN}', 'NaN is not JSON', 12, 'NaN'],
  ['{"quantity":-Infinity}', '-Infinity is not JSON', 12, '-Infinity'],
  ['{"status":None}', 'None is not JSON', 10, 'None'],
  ['{"a":01}', 'a number that is not JSON', 6, 'a digit'],
  ['{"a":.5}', 'a number that is not JSON', 5, '"."'],
  ['{"a":"x\ty"}', 'a control character inside a string', 7, 'U+0009'],
  ['{"a":"x\ny"}', 'a line break inside a string', 7, 'U+000A'],
  ['{"a":"x\\qy"}', 'an escape that JSON does not have', 7, '"\\\\"'],
  ["{'a':1}", 'a single quote in place of a double quote', 1, '"\'"'],
  ['{\u201cstatus\u201d:"1000"}', 'a typographic quote in place of a double quote', 1, 'U+201C'],
  ['{\u00a0"status":"1000"}', 'a space that JSON does not have', 1, 'U+00A0'],
  ['{status:"1000"}', 'a name without quotes', 1, 'a letter'],
  ['{"a":1 "b":2}', 'a comma is missing', 7, '"\\""'],
  ['{"a" 1}', 'a colon is missing', 5, 'a digit'],
  ['{"a":}', 'a value is missing', 5, '"}"'],
  ['{"a": ,}', 'a value is missing', 6, '","'],
  ['[,1]', 'a comma too many', 1, '","'],
  ['{"a":[1,2}', 'a closing bracket that does not match', 9, '"}"'],
  ['// x\n{}', 'a comment', 0, '"/"'],
  ['{"a":1', 'the text ends before the JSON is complete', 6, 'the end of the text'],
  ['{"a":"b', 'the text ends inside a string', 7, 'the end of the text'],
  ['<!doctype html><title>Log in</title>', 'markup such as HTML or XML', 0, '"<"'],
];

describe('a text that is not JSON', () => {
  it.each(rows)('%s', (text, what, offset, found) => {
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(jsonFault(text)).toMatchObject({ what, offset, found });
  });

  it('is shown around the fault without values and without names that the contract does not have', () => {
    const text = '{"nick":"Ines","companyProfile":{"companyName":"Ines" Okafor,"phone":4085551234,}}';
    const { around } = jsonFault(text);
    expect(around).toBe('…"…":"…","companyProfile":{"companyName":"…"▸…,"…":…');
    expect(around).not.toMatch(/Ines|Okafor|408/);
  });

  it('is shown by the tokens near the fault, however long it is', () => {
    const text = `[${'{"status":"1000"},'.repeat(50_000)}]`;
    expect(jsonFault(text)).toMatchObject({ what: 'a trailing comma', offset: text.length - 2 });
    expect(jsonFault(text).around).toMatch(/^….*"status":"…"\}▸,\]$/);
  });

  it.each([
    ['before it', `${' '.repeat(5_000_000)}x`, 5_000_000],
    ['of two kinds before it', `[1,${'\t'.repeat(5000)}${' '.repeat(5000)}]`, 2],
    ['around it', `${' '.repeat(5000)}{"a":"${' '.repeat(5000)}\n${' '.repeat(5000)}"}`, 10_006],
    ['after it', `{"a":1,"b" 2${'\n'.repeat(5000)}}`, 11],
  ])('is read past much white space %s', (_place, text, offset) => {
    expect(jsonFault(text).offset).toBe(offset);
  });
});
