import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

const ENTRY = 'PK\x01\x02';

/** The files in a zip archive, in order. */
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

/** The data of the Playwright report in an output folder. */
export function playwrightReport(out: string): string {
  const page = readFileSync(join(out, 'playwright/index.html'), 'latin1');
  return unzipped(Buffer.from(/application\/zip;base64,([\w+/=]+)/.exec(page)?.[1] ?? '', 'base64'));
}
