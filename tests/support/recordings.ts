import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openInput } from '../../src/recording/input.js';
import { partsOf } from '../../src/recording/parts.js';
import { RecordingJudge } from '../../src/recording/recording-judge.js';
import { recordingResults } from '../../src/recording/results.js';
import type { Results } from '../../src/report/results.js';

/** Recordings written by real tools. */
export const FILES = 'tests/unit/recording/files';

/** The results of judging a file, or a text as standard input. */
export async function judged(file: string, text: string | Buffer = '', lgaCustomerId?: string): Promise<Results> {
  const judge = new RecordingJudge({ pseudonymKey: 'key', ...(lgaCustomerId === undefined ? {} : { lgaCustomerId }) });
  const input = openInput(file, Readable.from([Buffer.from(text as string)]));
  for await (const part of partsOf(input)) judge.add(input, part);
  judge.endInput();
  return recordingResults(judge, new Date());
}

interface Header {
  name: string;
  value: string;
}

/** An entry of a HAR. */
export interface Entry {
  startedDateTime: string;
  time: number;
  request: Record<string, unknown> & { method: string; url: string; headers: Header[] };
  response: Record<string, unknown> & { headers: Header[]; content: Record<string, unknown> };
  [field: string]: unknown;
}

/** Changes an entry in place. */
export type Change = (entry: Entry) => unknown;

/** Mitmproxy's own recording of a customer that is served, once for each change of its entry. */
export function har(...changes: Change[]): string {
  return harBy(undefined, ...changes);
}

/** The same recording as another program would write it. */
export function harBy(creator: string | undefined, ...changes: Change[]): string {
  const { log } = JSON.parse(readFileSync(join(FILES, 'mitmproxy.har'), 'utf8')) as { log: { entries: Entry[] } };
  const [first] = log.entries;
  const entries = (changes.length === 0 ? [() => undefined] : changes).map((change) => {
    const entry = structuredClone(first) as Entry;
    change(entry);
    return entry;
  });
  return JSON.stringify({ log: { ...log, ...(creator === undefined ? {} : { creator: { name: creator } }), entries } });
}

/** The verdict of a requirement. */
export function verdictOf({ requirements }: Results, id: string): string | undefined {
  return requirements.find((requirement) => requirement.id === id)?.verdict;
}

/** The violated requirements of level MUST. */
export function failedIn({ requirements }: Results): string[] {
  return requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id);
}

/** Replaces the body of the response. */
export function body(text: string): Change {
  return ({ response }) => (response.content = { size: text.length, mimeType: '', text });
}

/** The body of the response. */
export function textOf(entry: Entry): string {
  return String(entry.response.content['text']);
}

/** The customer that is served. */
export const customerText: string = textOf((JSON.parse(har()) as { log: { entries: [Entry] } }).log.entries[0]);

/** Leaves out a header of the request. */
export function withoutHeader(name: string): Change {
  return ({ request }) => (request.headers = request.headers.filter((header) => header.name.toLowerCase() !== name));
}
