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

  it('prefers the process environment to .env.sandbox to .env, and ignores empty values', () => {
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
        'sandbox: set them in the environment or in .env.sandbox, for example VIPMP_ACCESS_TOKEN=your-access-token',
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
    ['VIPMP_BASE_URL', 'https://127.0.0.1:99999'],
    ['VIPMP_BASE_URL', 'https://partners.adobe.io'],
    ['VIPMP_BASE_URL', 'HTTPS://Partners.Adobe.io.:443/v3'],
    ['VIPMP_BASE_URL', 'https://user:secret@partners.adobe.io'],
    ['VIPMP_BASE_URL', 'https://partners.adobe.io?x=1'],
    ['VIPMP_BASE_URL', 'https://gateway.example.com/v3/customers/1005998877'],
    ['VIPMP_IMS_URL', 'ims'],
    ['VIPMP_TIMEOUT_MS', 'ten'],
    ['VIPMP_TIMEOUT_MS', '0'],
    ['VIPMP_TIMEOUT_MS', '1.5'],
    ['VIPMP_RATE', '0'],
    ['VIPMP_RATE', '-1'],
    ['VIPMP_RATE', 'Infinity'],
    ['VIPMP_CUSTOMER_ID', '1005/998877'],
    ['VIPMP_CUSTOMER_ID', '..'],
    ['VIPMP_CUSTOMER_ID', '"1005998877"'],
    ['VIPMP_CUSTOMER_ID', '\u201C1005998877\u201D'],
    ['VIPMP_CUSTOMER_ID', "'1005998877'"],
    ['VIPMP_CUSTOMER_ID', '1.005998877E+09'],
    ['VIPMP_CUSTOMER_ID', '1005998877.0'],
    ['VIPMP_UNKNOWN_CUSTOMER_ID', '1005998877'],
    ['VIPMP_API_KEY', 'key\nX-Evil: 1'],
  ])('refuses %s=%s, naming it and an example', (name, value) => {
    const line = complaint({ ...good, [name]: value });
    expect(line).toContain(name);
    expect(line).not.toContain('\n');
    expect(line).not.toContain('secret@');
  });

  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
    ['https://gateway.example.com/vip/', 'https://gateway.example.com/vip'],
    [' HTTPS://Gateway.example.com\n', 'https://gateway.example.com'],
  ])('accepts %j as a root', (url, baseUrl) => {
    expect(remoteConfiguration('sandbox', folderWith(), { ...good, VIPMP_BASE_URL: url })).toMatchObject({ baseUrl });
  });

  it.each(['0.5', '2.5', '100'])('accepts VIPMP_RATE=%s', (rate) => {
    expect(remoteConfiguration('sandbox', folderWith(), { ...good, VIPMP_RATE: rate }).rate).toBe(Number(rate));
  });

  it('accepts keys and tokens in any format', () => {
    const opaque = { ...good, VIPMP_API_KEY: '{"k": 1}', VIPMP_ACCESS_TOKEN: 'not.a jwt=' };
    expect(remoteConfiguration('sandbox', folderWith(), opaque)).toMatchObject({
      apiKey: '{"k": 1}',
      accessToken: 'not.a jwt=',
    });
  });

  it.each<[name: string, encode: (text: string) => Buffer]>([
    ['UTF-16 of PowerShell', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with the other byte order', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`)],
  ])('reads a .env.sandbox in %s', (_name, encode) => {
    const folder = folderWith();
    const text = 'VIPMP_API_KEY=key\r\nVIPMP_ACCESS_TOKEN=token\r\nVIPMP_CUSTOMER_ID=1005998877\r\n';
    writeFileSync(join(folder, '.env.sandbox'), encode(text));
    expect(remoteConfiguration('sandbox', folder, {})).toMatchObject({ apiKey: 'key', accessToken: 'token' });
  });

  it('names a .env.sandbox in UTF-16 without a byte order mark', () => {
    const folder = folderWith();
    writeFileSync(join(folder, '.env.sandbox'), Buffer.from('VIPMP_API_KEY=key', 'utf16le'));
    expect(() => remoteConfiguration('sandbox', folder, good)).toThrow(
      /^\.env\.sandbox .* UTF-16 .*: save it as UTF-8/,
    );
  });

  it.each(['$env:VIPMP_API_KEY="key"', 'set VIPMP_API_KEY=key', '- VIPMP_API_KEY=key', 'VIPMP_API_KEY key'])(
    'names the line of a .env.sandbox that sets nothing: %s',
    (line) => {
      const folder = folderWith();
      writeFileSync(join(folder, '.env.sandbox'), `# VIPMP_API_KEY is below\n\n${line}\n`);
      expect(() => remoteConfiguration('sandbox', folder, good)).toThrow(
        /^\.env\.sandbox, line 3: VIPMP_API_KEY is not set by this line: write VIPMP_API_KEY=value$/,
      );
    },
  );

  const proxies: [env: Record<string, string>, proxy: object | undefined][] = [
    [{}, undefined],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTPS_PROXY: 'http://proxy.example.com:8080/' }, { url: 'http://proxy.example.com:8080', exceptions: '' }],
    [
      { https_proxy: 'proxy.example.com:3128', no_proxy: '.example.org' },
      { url: 'http://proxy.example.com:3128', exceptions: '.example.org' },
    ],
    [
      { https_proxy: 'http://lower', HTTPS_PROXY: 'http://upper' },
      { url: 'http://lower', exceptions: '' },
    ],
    [
      { HTTPS_PROXY: 'https://user:p%40ss@proxy.example.com', NO_PROXY: '*' },
      { url: 'https://proxy.example.com', exceptions: '*', authorization: 'Basic dXNlcjpwQHNz' },
    ],
  ];

  it.each(proxies)('has from %j the proxy %j', (env, proxy) => {
    expect(remoteConfiguration('sandbox', folderWith(), { ...good, ...env }).proxy).toEqual(proxy);
  });

  it('reads the proxy from .env.sandbox too', () => {
    const folder = folderWith({ '.env.sandbox': 'HTTPS_PROXY=http://proxy.example.com:8080' });
    expect(remoteConfiguration('sandbox', folder, good).proxy?.url).toBe('http://proxy.example.com:8080');
  });

  it.each(['http://', 'socks5://user:s3cr3t@proxy:1080', 'http://user:s3cr3t%@proxy:8080'])(
    'refuses HTTPS_PROXY=%s, naming it and showing no password',
    (value) => {
      const line = complaint({ ...good, HTTPS_PROXY: value });
      expect(line).toMatch(/^HTTPS_PROXY /);
      expect(line).not.toContain('s3cr3t');
    },
  );

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

  it('refuses an unknown name', () => {
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
