import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { readInputFile } from '../../input-file.js';

/** Where systems keep the roots that they trust, in one file. */
const SYSTEM_FILES = [
  '/etc/ssl/certs/ca-certificates.crt', // Debian, Ubuntu, Alpine, Arch
  '/etc/pki/tls/certs/ca-bundle.crt', // Fedora, RHEL
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', // RHEL
  '/etc/ssl/ca-bundle.pem', // openSUSE
  '/etc/ssl/cert.pem', // macOS, BSD, Alpine
];

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates that the system trusts, or those that come with Node; each as PEM. */
export function systemRoots(): readonly string[] {
  for (const file of SYSTEM_FILES) {
    const certificates = certificatesIn(file);
    if (certificates.length > 0) return certificates;
  }
  return rootCertificates;
}

/** The certificates of a PEM file, or of all files in a folder; none if it cannot be read. */
export function certificatesIn(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return readInputFile(path).toString('latin1').match(CERTIFICATE) ?? [];
    return [...new Set(readdirSync(path).flatMap((name) => certificatesIn(join(path, name))))];
  } catch {
    return [];
  }
}
