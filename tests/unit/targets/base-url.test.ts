import { describe, expect, it } from 'vitest';
import { repeatedPathNote } from '../../../src/targets/base-url.js';

describe('a root that ends in the path of the requests', () => {
  it.each([
    ['https://partners.adobe.io/v3', '/v3'],
    ['https://partners.adobe.io/v3/customers', '/v3/customers'],
    ['https://gateway.example.com/vip/v3/', '/v3'],
    ['https://partners.adobe.io/v3/v3/customers/1005998877', '/v3'],
  ])('is named: %s', (url, path) => {
    expect(repeatedPathNote(url)).toContain(`VIPMP_BASE_URL ends in ${path}, so requests have it twice`);
  });

  it.each([
    'https://partners.adobe.io',
    'https://gateway.example.com/v3/vip',
    'https://partners.adobe.io/v3/customers/1005998877',
  ])('is not %s', (url) => {
    expect(repeatedPathNote(url)).toBe('');
  });
});
