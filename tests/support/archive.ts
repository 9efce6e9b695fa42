import { inflateRawSync } from 'node:zlib';

const ENTRY = 'PK\x01\x02';

/** The files in a zip archive, one after another. */
export function unzipped(archive: Buffer): string {
  const texts: string[] = [];
  for (let at = archive.indexOf(ENTRY); at >= 0; at = archive.indexOf(ENTRY, at + 4)) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + size);
    texts.push((method === 0 ? bytes : inflateRawSync(bytes)).toString());
  }
  return texts.join('\n');
}
