import { describe, expect, it } from 'vitest';
import { describeValue, showValue } from '../../../src/exchange/describe-value.js';

const open = (path: string, value: unknown): string => describeValue(value, { path, isOpen: true });

describe('a wrong value of a field that holds no personal data', () => {
  it.each<[path: string, value: unknown, words: string]>([
    ['status', 1000, '1000'],
    ['status', 1.5, '1.5'],
    ['creationDate', 1721087509000, '1721087509000'],
    ['status', '10000', '"10000"'],
    ['tags', ['GREEN_CUSTOMER'], '["GREEN_CUSTOMER"]'],
    ['discounts[3].level', 'T9', '"T9"'],
    ['companyProfile.marketSegment', 'edu', '"edu"'],
    ['companyProfile.preferredLanguage', 'en_US', '"en_US"'],
    ['code', '1115', '"1115"'],
    ['companyProfile.address.country', 'us', '"us"'],
    ['discounts[0].discountCode', 'hvd_l17_pre', '"hvd_l17_pre"'],
    ['links.self.uri', '/v2/customers/1005998877', '"/v2/customers/1005998877"'],
    ['links.self.uri', '/v3/Customers/1005998877/', '"/v3/Customers/1005998877/"'],
    ['globalSalesEnabled', 'false', '"false"'],
    ['creationDate', '2024-07-15 23:51:49Z', '"2024-07-15 23:51:49Z"'],
    ['creationDate', '0000-00-00T00:00:00Z', '"0000-00-00T00:00:00Z"'],
    ['creationDate', '0800-11-22', '10 characters: digits, "-"'],
    ['creationDate', '2024-07-15T23:51:49.000+0000', '"2024-07-15T23:51:49.000+0000"'],
    ['cotermDate', '14.09.2027', '"14.09.2027"'],
    ['cotermDate', '9/14/2027', '"9/14/2027"'],
    ['cotermDate', null, 'null'],
    ['cotermDate', '', '""'],
    ['benefits', undefined, 'absent'],
  ])('is shown as a number, a date or a code: %s %j', (path, value, words) => {
    expect(open(path, value)).toBe(words);
  });

  it.each<[path: string, value: unknown, words: string]>([
    ['cotermDate', ' ', '1 character, a space'],
    ['cotermDate', '   ', '3 characters, each a space'],
    ['cotermDate', '2027-09-14\n', '11 characters, the last one a line break'],
    ['discounts[0].level', '02 ', '3 characters, the last one a space'],
    ['discounts[0].level', '\t02', '3 characters, the first one a tab'],
    ['companyProfile.marketSegment', 'C\u0000M', '3 characters, one of them the invisible character U+0000'],
    ['status', 'Jane', '4 letters'],
    ['status', 'JANE', '4 letters'],
    ['status', 'Jane Doe, 12 Elm Street', '23 characters: letters, digits, spaces, ","'],
    ['status', '4085551234', '10 digits'],
    ['status', 4085551234, 'a number of 10 digits'],
    ['status', '408-123-4567', '12 characters: digits, "-"'],
    ['cotermDate', '123-45-6789', '11 characters: digits, "-"'],
    ['status', '\u0661\u0660\u0660\u0660', '4 characters: digits of another script'],
    ['status', '\u0301\u0302', '2 characters: none of them a letter, a digit or a sign'],
    ['links.self.uri', '/v3/customers/1005998877?name=Jane', '34 characters: letters, digits, "/", "?", "="'],
    ['companyProfile.preferredLanguage', 'Jane', '4 letters'],
    ['companyProfile.marketSegment', 'Иванов', '6 letters, some of them Cyrillic'],
    ['companyProfile.marketSegment', 'ТОМ', '3 letters, some of them Cyrillic'],
    ['tags', { name: 'Jane' }, 'an object with 1 field'],
    ['benefits', [{ type: 'A' }, { type: 'B' }], 'an array of 2'],
    ['status', 'x'.repeat(5_000_000), 'more than 1,000 characters'],
  ])('is otherwise described: %s %j', (path, value, words) => {
    expect(open(path, value)).toBe(words);
  });

  it('is shown with escapes if it looks like a documented value', () => {
    expect(open('companyProfile.marketSegment', '\u0421\u041E\u041C')).toBe('"\\u{421}\\u{41e}\\u{41c}"');
    expect(open('companyProfile.marketSegment', '\u0421OM')).toBe('"\\u{421}OM"');
    expect(open('companyProfile.marketSegment', 'COM\u200b')).toBe('"COM\\u{200b}"');
    expect(open('status', '\uFF11000')).toBe('"\\u{ff11}000"');
  });
});

it('a wrong value of a field that may hold personal data is never shown', () => {
  const words = (value: unknown): string => describeValue(value, { path: 'companyProfile.companyName', isOpen: false });
  expect(words('Jo')).toBe('2 letters');
  expect(words('2024-07-15')).toBe('10 characters: digits, "-"');
  expect(words(42)).toBe('a number of 2 digits');
  expect(words(['Jo'])).toBe('[2 letters]');
});

it('a value of a fictional customer is shown, and described if its fault is invisible', () => {
  expect(showValue('Fairmont')).toBe('"Fairmont"');
  expect(showValue('02 ')).toBe('"02 ", 3 characters, the last one a space');
  expect(showValue('\u0421OM')).toBe('"\\u{421}OM"');
  expect(showValue({ a: 1 })).toBe('{"a":1}');
});
