import { createHash } from 'node:crypto';

/** The password of a trust store that Java assumes if none is given; it protects nothing. */
export const JAVA_TRUST_STORE_PASSWORD = 'changeit';

const MAGIC = 0xfeedfeed;
const VERSION = 2;
const TRUSTED_CERTIFICATE = 2;

/**
 * Certificates as a Java trust store. The format is JKS: every Java reads it, while a PKCS #12 file needs a proprietary
 * attribute of Oracle on each certificate.
 *
 * @param certificates as PEM
 */
export function javaTrustStore(certificates: readonly string[]): Buffer {
  const entries = certificates.map((certificate, index) => {
    const raw = Buffer.from(certificate.replace(/-----[^-]+-----/g, ''), 'base64');
    const createdAt = Buffer.alloc(8);
    createdAt.writeBigInt64BE(BigInt(Date.now()));
    return Buffer.concat([
      u32(TRUSTED_CERTIFICATE),
      utf(`certificate-${index + 1}`),
      createdAt,
      utf('X.509'),
      u32(raw.length),
      raw,
    ]);
  });
  const content = Buffer.concat([u32(MAGIC), u32(VERSION), u32(entries.length), ...entries]);
  return Buffer.concat([content, digestOf(content)]);
}

/** The checksum that the format ends with. */
function digestOf(content: Buffer): Buffer {
  const password = Buffer.from(JAVA_TRUST_STORE_PASSWORD, 'utf16le').swap16();
  return createHash('sha1').update(password).update('Mighty Aphrodite').update(content).digest();
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Java's `writeUTF`, for ASCII. */
function utf(text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([length, Buffer.from(text, 'latin1')]);
}
