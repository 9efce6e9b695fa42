import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { temporaryFolder } from './command.js';

/** A key with a self-signed certificate. */
export interface TestCertificate {
  key: string;
  cert: string;
  /** The file with the certificate, for NODE_EXTRA_CA_CERTS. */
  file: string;
}

const DAY_MS = 86_400_000;

/**
 * Makes a certificate for a host name and for 127.0.0.1.
 *
 * @param days how long it is valid from now; negative: how long ago it expired
 */
export async function certificateFor(host: string, days = 1): Promise<TestCertificate> {
  const now = Date.now();
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - 10 * DAY_MS),
    notAfterDate: new Date(now + days * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: host },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const file = join(temporaryFolder(), 'certificate.pem');
  writeFileSync(file, cert);
  return { key, cert, file };
}
