import { describe, expect, it } from 'vitest';
import { isReachedDirectly } from '../../../src/exchange/proxy-settings.js';

describe('a host', () => {
  it.each([
    ['https://127.0.0.5/', '', true],
    ['https://[::1]:8443/', '', true],
    ['https://partners.adobe.io/', '', false],
    ['https://partners.adobe.io/', '*', true],
    ['https://partners.adobe.io/', 'adobe.io', true],
    ['https://partners.adobe.io/', '.adobe.io', true],
    ['https://partners.adobe.io/', '*.ADOBE.io', true],
    ['https://partners.adobe.io/', 'partners.adobe.io:443', true],
    ['https://partners.adobe.io/', 'partners.adobe.io:8443', false],
    ['https://notadobe.io/', 'adobe.io', false],
    ['https://partners.adobe.io/', 'localhost other.io', false],
  ])('%s with NO_PROXY=%s is reached directly: %s', (url, exceptions, directly) => {
    expect(isReachedDirectly(new URL(url), exceptions)).toBe(directly);
  });
});
