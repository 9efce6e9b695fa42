import { createHash, generateKeyPair, randomBytes, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import {
  BitString,
  Boolean as BooleanValue,
  Constructed,
  fromBER,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  PrintableString,
  Sequence,
  Set as SetOf,
  UTCTime,
  type AsnType,
} from 'asn1js';

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

/** Clocks of containers and of other machines may be slow. */
const VALID_BEFORE_MS = 24 * HOUR_MS;

/** Longer than a gate runs, and no longer than every client accepts. */
const VALID_AFTER_MS = 90 * 24 * HOUR_MS;

const OID = {
  commonName: '2.5.4.3',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

const AUTHORITY = 'vipmp-conformance gate, this run only';

/** Bits of a KeyUsage extension (RFC 5280, 4.2.1.3). */
const DIGITAL_SIGNATURE = { byte: 0x80, unusedBits: 7 };
const SIGN_CERTIFICATES = { byte: 0x04, unusedBits: 2 };

/** Kinds of a GeneralName (RFC 5280, 4.2.1.6). */
const DNS_NAME = 2;
const IP_ADDRESS = 7;

interface Keys {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const newKeys = (): Promise<Keys> => promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });

/**
 * Makes an authority and a certificate that it has signed, both as RFC 5280 asks, so that clients that check strictly
 * (Python 3.13, Java, Go) accept them. The authority's key is forgotten at once: nothing else can be signed with it.
 *
 * @param hosts names and addresses that the certificate is valid for
 */
export async function newServerIdentity(hosts: readonly string[]): Promise<ServerIdentity> {
  const [ofAuthority, ofServer] = await Promise.all([newKeys(), newKeys()]);
  const authority = signed(AUTHORITY, ofAuthority, ofAuthority, [
    extension(OID.basicConstraints, true, sequence(new BooleanValue({ value: true }), new Integer({ value: 0 }))),
    extension(OID.keyUsage, true, bits(SIGN_CERTIFICATES)),
  ]);
  const names = hosts.map((host) =>
    isIP(host) === 0 ? tagged(DNS_NAME, Buffer.from(host, 'latin1')) : tagged(IP_ADDRESS, addressBytes(host)),
  );
  const certificate = signed('localhost', ofServer, ofAuthority, [
    extension(OID.basicConstraints, true, sequence()),
    extension(OID.keyUsage, true, bits(DIGITAL_SIGNATURE)),
    extension(OID.extendedKeyUsage, false, sequence(new ObjectIdentifier({ value: OID.serverAuth }))),
    extension(OID.subjectAltName, false, sequence(...names)),
  ]);
  return { authority, certificate, key: ofServer.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** A certificate of version 3 (RFC 5280, 4.1) as PEM, issued by the authority. */
function signed(subject: string, keys: Keys, issuer: Keys, extensions: readonly Sequence[]): string {
  const now = Date.now();
  const algorithm = sequence(new ObjectIdentifier({ value: OID.ecdsaWithSha256 }));
  const content = sequence(
    constructed(0, new Integer({ value: 2 })),
    new Integer({ valueHex: serialNumber() }),
    algorithm,
    name(AUTHORITY),
    sequence(time(now - VALID_BEFORE_MS), time(now + VALID_AFTER_MS)),
    name(subject),
    fromBER(publicKeyInfo(keys)).result,
    constructed(
      3,
      sequence(
        ...extensions,
        extension(OID.subjectKeyIdentifier, false, new OctetString({ valueHex: keyIdentifier(keys) })),
        extension(OID.authorityKeyIdentifier, false, sequence(tagged(0, keyIdentifier(issuer)))),
      ),
    ),
  );
  const signature = sign('sha256', Buffer.from(content.toBER()), issuer.privateKey);
  const certificate = sequence(content, algorithm, new BitString({ valueHex: signature }));
  return new X509Certificate(Buffer.from(certificate.toBER())).toString();
}

function sequence(...value: AsnType[]): Sequence {
  return new Sequence({ value });
}

/** A value with a context-specific tag in place of its own (IMPLICIT). */
function tagged(tagNumber: number, content: Uint8Array): Primitive {
  return new Primitive({ idBlock: { tagClass: 3, tagNumber }, valueHex: content });
}

/** A value inside a context-specific tag (EXPLICIT). */
function constructed(tagNumber: number, value: AsnType): Constructed {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] });
}

function name(commonName: string): Sequence {
  const attribute = sequence(
    new ObjectIdentifier({ value: OID.commonName }),
    new PrintableString({ value: commonName }),
  );
  return sequence(new SetOf({ value: [attribute] }));
}

/** Dates before 2050 are UTCTime (RFC 5280, 4.1.2.5). */
function time(milliseconds: number): AsnType {
  return new UTCTime({ valueDate: new Date(milliseconds) });
}

function extension(id: string, critical: boolean, value: AsnType): Sequence {
  return sequence(
    new ObjectIdentifier({ value: id }),
    // What is the default is not written in DER.
    ...(critical ? [new BooleanValue({ value: true })] : []),
    new OctetString({ valueHex: value.toBER() }),
  );
}

function bits({ byte, unusedBits }: { byte: number; unusedBits: number }): BitString {
  return new BitString({ valueHex: Uint8Array.of(byte), unusedBits });
}

/** Positive, and of at most 20 octets (RFC 5280, 4.1.2.2). */
function serialNumber(): Buffer {
  return Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
}

function publicKeyInfo({ publicKey }: Keys): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

/** A hash of the public key (RFC 5280, 4.2.1.2). It identifies, and secures nothing. */
function keyIdentifier(keys: Keys): Buffer {
  return createHash('sha1').update(publicKeyInfo(keys)).digest();
}

/** The 4 or 16 bytes of an IP address. */
function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.').map(Number));
  // The URL parser writes the groups of an address in their shortest form, and an IPv4 tail as groups.
  const [head = '', tail] = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
  return Uint8Array.from(all.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]));
}
