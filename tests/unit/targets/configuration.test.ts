import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../src/invalid-input.js';
import { embeddedLimits, remoteConfiguration, targetName } from '../../../src/targets/configuration.js';

const good = { VIPMP_API_KEY: 'key', VIPMP_ACCESS_TOKEN: 'token', VIPMP_CUSTOMER_ID: '1005998877' };

function folderWith(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'vipmp-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function complaint(env: Record<string, string>, files: Record<string, string> = {}): string {
  try {
    remoteConfiguration('sandbox', folderWith(files), env);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return (error as Error).message;
  }
  return '';
}

describe('the configuration of a remote target', () => {
  it('has the documented defaults', () => {
    expect(remoteConfiguration('sandbox', folderWith(), good)).toEqual({
      name: 'sandbox',
      baseUrl: 'https://partnersandbox-stage.adobe.io',
      imsUrl: 'https://ims-na1-stg1.adobelogin.com',
      apiKey: 'key',
      accessToken: 'token',
      scopes: 'openid,AdobeID,read_organizations',
      customerId: '1005998877',
      unknownCustomerId: '0000000000',
      timeoutMs: 10_000,
      rate: 10,
    });
    expect(remoteConfiguration('live', folderWith(), good)).toMatchObject({
      baseUrl: 'https://partners.adobe.io',
      imsUrl: 'https://ims-na1.adobelogin.com',
      rate: 5,
    });
  });

  it('takes the process environment before .env.sandbox before .env, and no empty value', () => {
    const folder = folderWith({
      '.env': 'VIPMP_CUSTOMER_ID=from-env\nVIPMP_API_KEY=from-env\nVIPMP_ACCESS_TOKEN=from-env',
      '.env.sandbox': 'VIPMP_CUSTOMER_ID=from-target\nVIPMP_API_KEY=from-target',
    });
    const env = { VIPMP_CUSTOMER_ID: 'from-process', VIPMP_API_KEY: '' };
    expect(remoteConfiguration('sandbox', folder, env)).toMatchObject({
      customerId: 'from-process',
      apiKey: 'from-target',
      accessToken: 'from-env',
    });
  });

  it('names all missing variables in one line with an example', () => {
    expect(complaint({})).toBe(
      'VIPMP_ACCESS_TOKEN (or VIPMP_CLIENT_SECRET), VIPMP_API_KEY, and VIPMP_CUSTOMER_ID are not set for the target ' +
        'sandbox: set in the environment or in .env.sandbox, for example VIPMP_ACCESS_TOKEN=your-access-token',
    );
  });

  it('accepts a client secret in place of a token', () => {
    expect(complaint({ VIPMP_API_KEY: 'k', VIPMP_CLIENT_SECRET: 's', VIPMP_CUSTOMER_ID: '1234' })).toBe('');
  });

  it.each([
    ['VIPMP_BASE_URL', 'partners.adobe.io'],
    ['VIPMP_BASE_URL', 'http://partners.adobe.io'],
    ['VIPMP_BASE_URL', 'http://127.0.0.1.example.org'],
    ['VIPMP_BASE_URL', 'http://10.0.0.1'],
    ['VIPMP_BASE_URL', 'ftp://127.0.0.1'],
    ['VIPMP_BASE_URL', 'https://user:secret@partners.adobe.io'],
    ['VIPMP_BASE_URL', 'https://partners.adobe.io?x=1'],
    ['VIPMP_IMS_URL', 'ims'],
    ['VIPMP_TIMEOUT_MS', 'ten'],
    ['VIPMP_TIMEOUT_MS', '0'],
    ['VIPMP_TIMEOUT_MS', '1.5'],
    ['VIPMP_RATE', '0'],
    ['VIPMP_RATE', '-1'],
    ['VIPMP_RATE', 'Infinity'],
    ['VIPMP_CUSTOMER_ID', '1005/998877'],
    ['VIPMP_CUSTOMER_ID', '..'],
    ['VIPMP_UNKNOWN_CUSTOMER_ID', '1005998877'],
    ['VIPMP_API_KEY', 'key\nX-Evil: 1'],
  ])('refuses %s=%s, naming it and an example', (name, value) => {
    const line = complaint({ ...good, [name]: value });
    expect(line).toContain(name);
    expect(line).not.toContain('\n');
    expect(line).not.toContain('secret@');
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:3000/', 'http://[::1]:9000', 'https://gateway.example.com/vip/'])(
    'accepts %s as a root',
    (url) => {
      const { baseUrl } = remoteConfiguration('sandbox', folderWith(), { ...good, VIPMP_BASE_URL: url });
      expect(baseUrl).toBe(url.replace(/\/$/, ''));
    },
  );

  it.each(['0.5', '2.5', '100'])('accepts VIPMP_RATE=%s', (rate) => {
    expect(remoteConfiguration('sandbox', folderWith(), { ...good, VIPMP_RATE: rate }).rate).toBe(Number(rate));
  });

  it('refuses an .env that cannot be read', () => {
    const folder = folderWith();
    mkdirSync(join(folder, '.env'));
    expect(() => remoteConfiguration('sandbox', folder, good)).toThrow(/^\.env cannot be read \(EISDIR\)/);
  });
});

describe('the name of the target', () => {
  const folder = folderWith();

  it('is embedded by default, what VIPMP_TARGET says, and what --target says before that', () => {
    expect(targetName(undefined, folder, {})).toBe('embedded');
    expect(targetName(undefined, folder, { VIPMP_TARGET: 'sandbox' })).toBe('sandbox');
    expect(targetName('live', folder, { VIPMP_TARGET: 'sandbox' })).toBe('live');
    expect(targetName(undefined, folderWith({ '.env': 'VIPMP_TARGET=sandbox' }), {})).toBe('sandbox');
  });

  it('is never live by a variable alone', () => {
    expect(() => targetName(undefined, folder, { VIPMP_TARGET: 'live' })).toThrow(/--target live/);
  });

  it('refuses a name that it does not know', () => {
    expect(() => targetName('stage', folder, {})).toThrow(
      '--target is "stage": it must be one of embedded, sandbox, live',
    );
  });
});

describe('the embedded target', () => {
  it('needs no variable, and refuses a wrong limit', () => {
    expect(embeddedLimits(folderWith(), { VIPMP_BASE_URL: 'nonsense' })).toEqual({ timeoutMs: 10_000 });
    expect(() => embeddedLimits(folderWith(), { VIPMP_RATE: 'fast' })).toThrow(InvalidInput);
  });
});
