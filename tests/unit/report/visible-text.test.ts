import { describe, expect, it } from 'vitest';
import { harOf } from '../../../src/report/har.js';
import { oneLine, visibleJson, visibleText, withVisibleTexts } from '../../../src/report/visible-text.js';
import { hostileResults } from './hostile-texts.js';

describe('visibleText', () => {
  it.each([
    ['marks that turn the direction of text', 'a\u202Eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
    ['invisible spaces', 'a\u200Bb\uFEFFc\u00ADd', 'a\\u{200b}b\\u{feff}c\\u{ad}d'],
    ['control characters of a terminal', '\u001B[31m\u0007\u009B', '\\u{1b}[31m\\u{7}\\u{9b}'],
    ['carriage returns', 'a\rb', 'a\\u{d}b'],
    ['tags of Unicode', 'a\u{E0041}', 'a\\u{e0041}'],
    ['lone surrogates', 'a\uD800b', 'a\\u{d800}b'],
  ])('escapes %s', (_what, text, expected) => {
    expect(visibleText(text)).toBe(expected);
  });

  it.each(['plain', 'Žluťoučký kůň', '株式会社', 'مثال', 'two\nlines\tand a tab', '😀 emoji'])(
    'leaves %j alone',
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );
});

describe('oneLine', () => {
  it('collapses line breaks', () => {
    expect(oneLine(' a\r\n  b\n\nc ')).toBe('a b c');
  });
});

it('is written to a HAR as JSON escapes, which change nothing', () => {
  const har = harOf(hostileResults());
  expect(visibleText(har)).toBe(har);
  expect(JSON.stringify(JSON.parse(har))).toContain('\u202Eevil');
});

it('is written as JSON escapes if a program must read it back unchanged', () => {
  const value = { 'f\u202E': '\uFEFF\u{E0041}\u0007' };
  const json = visibleJson(JSON.stringify(value));
  expect(visibleText(json)).toBe(json);
  expect(JSON.parse(json)).toEqual(value);
});

describe('withVisibleTexts', () => {
  it('reaches every text and every name, and changes nothing else', () => {
    expect(withVisibleTexts({ 'a\u202E': ['\u202E', 1, null, true, { b: '\u200B' }] })).toEqual({
      'a\\u{202e}': ['\\u{202e}', 1, null, true, { b: '\\u{200b}' }],
    });
  });
});
