import { X509Certificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hostsOf } from '../../../src/gate/hosts.js';
import { newServerIdentity } from '../../../src/gate/trust/authority.js';
import { javaTrustStore } from '../../../src/gate/trust/java-trust-store.js';
import { writeTrust } from '../../../src/gate/trust/trust.js';
import { temporaryFolder } from '../../support/command.js';

const isMissing = (program: string): boolean =>
  process.env['CI'] === undefined && spawnSync(program, ['version']).error !== undefined;

describe('the certificate of a run', () => {
  it('is valid for loopback and for the hosts of sandbox, production and IMS', async () => {
    const { authority, certificate } = await newServerIdentity(hostsOf('127.0.0.1'));
    const server = new X509Certificate(certificate);
    const names = ['localhost', 'partnersandbox-stage.adobe.io', 'partners.adobe.io', 'ims-na1.adobelogin.com'];
    for (const host of [...names, 'ims-na1-stg1.adobelogin.com']) expect(server.checkHost(host)).toBe(host);
    for (const address of ['127.0.0.1', '::1']) expect(server.checkIP(address)).toBe(address);
    expect(server.checkHost('example.com')).toBeUndefined();
    expect(server.verify(new X509Certificate(authority).publicKey)).toBe(true);
  });

  it.skipIf(isMissing('openssl'))('is accepted by a strict check (skipped if openssl is missing)', async () => {
    const folder = temporaryFolder();
    const { authority, certificate } = await newServerIdentity(['127.0.0.1', 'fe80::1:2', 'gate.test']);
    writeFileSync(join(folder, 'ca.pem'), authority);
    writeFileSync(join(folder, 'server.pem'), certificate);
    const args = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'ca.pem', 'server.pem'];
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('what clients trust', () => {
  it('is only our authority in VIPMP_CA_FILE, and elsewhere also the roots of the caller or the system', async () => {
    const [ours, callers] = await Promise.all([newServerIdentity(['localhost']), newServerIdentity(['localhost'])]);
    const folder = temporaryFolder();
    const named = join(folder, 'callers.pem');
    writeFileSync(named, callers.authority);
    const trust = writeTrust(join(folder, 'trust'), ours.authority, { REQUESTS_CA_BUNDLE: named });
    const read = (file = ''): string[] =>
      readFileSync(file, 'latin1').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    expect(read(trust.caFile)).toEqual([ours.authority.trim()]);
    expect(read(trust.variables['REQUESTS_CA_BUNDLE'])).toEqual([callers.authority.trim(), ours.authority.trim()]);
    for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE']) {
      const certificates = read(trust.variables[name]);
      expect(certificates.length).toBeGreaterThan(20);
      expect(certificates).toContain(ours.authority.trim());
    }
    expect(trust.variables['JAVA_TOOL_OPTIONS']).toContain('-Djavax.net.ssl.trustStore=');
    // Beside what PHP reads anyway, which the empty name in front stands for.
    expect(trust.variables['PHP_INI_SCAN_DIR']).toBe(`${delimiter}${join(folder, 'trust')}`);
    const bundle = trust.variables['SSL_CERT_FILE'] ?? '';
    expect(readFileSync(join(folder, 'trust', 'php.ini'), 'utf8')).toContain(`curl.cainfo="${bundle}"`);
    trust.remove();
    expect(existsSync(trust.caFile)).toBe(false);
  });

  it('is readable by Java as a PKCS #12 store', async () => {
    const { authority } = await newServerIdentity(['localhost']);
    const store = javaTrustStore([authority]);
    expect(store.readUInt32BE(0)).toBe(0xfeedfeed);
    expect(store.readUInt32BE(8)).toBe(1);
    expect(store.includes(new X509Certificate(authority).raw)).toBe(true);
  });
});
