import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import { BitString, Integer, OctetString, PrintableString } from 'asn1js';
import {
  AltName,
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  ExtKeyUsage,
  GeneralName,
} from 'pkijs';

/** A server's certificate, and the authority that vouches for it; all as PEM. */
export interface ServerIdentity {
  /** What a client has to trust. */
  authority: string;
  /** What the server shows. */
  certificate: string;
  /** The server's private key. */
  key: string;
}

const HOUR_MS = 3_600_000;

/** Clocks of containers and of other machines may be behind. */
const VALID_BEFORE_MS = 24 * HOUR_MS;

/** Longer than anybody leaves a gate running, and as long as every client accepts. */
const VALID_AFTER_MS = 90 * 24 * HOUR_MS;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const OID = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
} as const;

/** Bits of a KeyUsage extension (RFC 5280, 4.2.1.3). */
const DIGITAL_SIGNATURE = { byte: 0x80, unusedBits: 7 };
const SIGN_CERTIFICATES = { byte: 0x04, unusedBits: 2 };

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as Crypto });

/**
 * Makes an authority and a certificate that it has signed, both as RFC 5280 asks, so that clients that check strictly
 * (Python 3.13, Java, Go) accept them. The authority's key is forgotten at once: nothing else can be signed with it.
 *
 * @param hosts names and addresses that the certificate is valid for
 */
export async function newServerIdentity(hosts: readonly string[]): Promise<ServerIdentity> {
  const [ofAuthority, ofServer] = await Promise.all([newKeys(), newKeys()]);
  const now = Date.now();
  const authority = await signed({
    ...{ name: 'vipmp-conformance gate, this run only', issuer: 'vipmp-conformance gate, this run only', now },
    ...{ keys: ofAuthority, signer: ofAuthority },
    extensions: [
      extension(OID.basicConstraints, true, new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema()),
      extension(OID.keyUsage, true, bits(SIGN_CERTIFICATES)),
    ],
  });
  const names = hosts.map((host) =>
    isIP(host) === 0
      ? new GeneralName({ type: 2, value: host })
      : new GeneralName({ type: 7, value: new OctetString({ valueHex: addressBytes(host) }) }),
  );
  const certificate = await signed({
    ...{ name: 'localhost', issuer: 'vipmp-conformance gate, this run only', now },
    ...{ keys: ofServer, signer: ofAuthority },
    extensions: [
      extension(OID.basicConstraints, true, new BasicConstraints({ cA: false }).toSchema()),
      extension(OID.keyUsage, true, bits(DIGITAL_SIGNATURE)),
      extension(OID.extendedKeyUsage, false, new ExtKeyUsage({ keyPurposes: [OID.serverAuth] }).toSchema()),
      extension(OID.subjectAltName, false, new AltName({ altNames: names }).toSchema()),
    ],
  });
  const key = await webcrypto.subtle.exportKey('pkcs8', ofServer.privateKey);
  return { authority, certificate, key: pem('PRIVATE KEY', key) };
}

interface Unsigned {
  name: string;
  issuer: string;
  now: number;
  keys: CryptoKeyPair;
  /** The keys of the issuer. */
  signer: CryptoKeyPair;
  extensions: Extension[];
}

async function signed({ name, issuer, now, keys, signer, extensions }: Unsigned): Promise<string> {
  const certificate = new Certificate({ version: 2, serialNumber: serialNumber() });
  certificate.issuer.typesAndValues.push(commonName(issuer));
  certificate.subject.typesAndValues.push(commonName(name));
  certificate.notBefore.value = new Date(now - VALID_BEFORE_MS);
  certificate.notAfter.value = new Date(now + VALID_AFTER_MS);
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine);
  const [own, ofIssuer] = await Promise.all([keyIdentifier(keys), keyIdentifier(signer)]);
  certificate.extensions = [
    ...extensions,
    extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: own })),
    extension(
      OID.authorityKeyIdentifier,
      false,
      new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: ofIssuer }) }).toSchema(),
    ),
  ];
  await certificate.sign(signer.privateKey, 'SHA-256', engine);
  return pem('CERTIFICATE', certificate.toSchema(true).toBER());
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

/** Positive, and of at most 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): Integer {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return new Integer({ valueHex: bytes.buffer });
}

function commonName(value: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: OID.commonName, value: new PrintableString({ value }) });
}

function extension(extnID: string, critical: boolean, value: { toBER(): ArrayBuffer }): Extension {
  return new Extension({ extnID, critical, extnValue: value.toBER() });
}

function bits({ byte, unusedBits }: { byte: number; unusedBits: number }): BitString {
  return new BitString({ valueHex: new Uint8Array([byte]).buffer, unusedBits });
}

/** The SHA-1 of the public key (RFC 5280, 4.2.1.2, method 1). It identifies, and secures nothing. */
async function keyIdentifier({ publicKey }: CryptoKeyPair): Promise<ArrayBuffer> {
  return webcrypto.subtle.digest('SHA-1', await webcrypto.subtle.exportKey('raw', publicKey));
}

/** The 4 or 16 bytes of an IP address. */
function addressBytes(address: string): ArrayBuffer {
  if (isIP(address) === 4) return new Uint8Array(address.split('.').map(Number)).buffer;
  // The URL parser writes the groups of an address in their shortest form, and an IPv4 tail as groups.
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return new Uint8Array(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff])).buffer;
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
