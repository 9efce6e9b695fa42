import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject } from '../exchange/body.js';
import { reviewed } from '../generated/sources.js';
import { InvalidInput } from '../invalid-input.js';
import { grouped } from '../report/grouped.js';
import { idsOf, type Change } from './change.js';
import type { Pages } from './pages.js';
import type { DocumentationRevision } from './repository.js';
import type { Section } from './page.js';
import { nameOf } from './whereabouts.js';
import { allSources, headingOf, restingOnProse, sectionOf, usesRow, type Source } from './source.js';

/** A text that requirements depend on, as a person has reviewed it. */
export interface RecordedText {
  readonly page: string;
  /** The heading, and the rows if only these are used; names the text together with the page. */
  readonly place: string;
  /** Of the text as it is rendered; null if the page or the heading was not there. */
  readonly sha256: string | null;
}

/** What was reviewed, and at which revision of the documentation. */
export interface DocumentationRecord {
  readonly revision: string;
  readonly texts: readonly RecordedText[];
}

/** Where a record is kept: in a checkout of this project, and in any other folder. */
const FILES = ['contracts/documentation.json', 'vipmp-documentation.json'] as const;

/** The file of a folder in which the record is kept, whether or not it exists yet. */
export function recordFile(folder: string): string {
  const [project, own] = FILES.map((name) => join(folder, name)) as [string, string];
  return existsSync(project) ? project : own;
}

/**
 * The record in a file, or the one of this version of the contract if there is no such file.
 *
 * @throws InvalidInput if the file holds something else
 */
export function readRecord(file: string): DocumentationRecord {
  if (!existsSync(file)) return reviewed;
  const value = parsed(file);
  if (isRecord(value)) return value;
  throw new InvalidInput(`${file} is not a record of the documentation: restore it, or delete it and use --accept`);
}

/** The content of a file for a record: indented JSON that {@link readRecord} accepts. */
export function recordText(record: DocumentationRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The texts that requirements rest on in a revision. */
export async function textsAt(pages: Pages, revision: DocumentationRevision): Promise<RecordedText[]> {
  const texts = new Map<string, RecordedText>();
  for (const [, ofSection] of grouped(allSources, (source) => `${source.page}\n${headingOf(source)}`)) {
    for (const source of ofSection) {
      const section = sectionOf((await pages.find(revision, source.page))?.sections ?? [], source);
      const sha256 = section === undefined ? null : hashOf(section, source, ofSection);
      texts.set(keyOf(source), { page: source.page, place: placeOf(source), sha256 });
    }
  }
  return [...texts.values()];
}

/** @param ofSection all sources of the same heading */
function hashOf(section: Section, source: Source, ofSection: readonly Source[]): string {
  const isOnProse = restingOnProse(ofSection).includes(source);
  const rows = section.passages.filter(({ kind, key = '' }) => kind === 'row' && usesRow(source, key));
  const others = section.passages.filter(({ kind }) => kind !== 'row' && isOnProse);
  // The order of rows says nothing.
  const headers = new Set(rows.map(({ header = '' }) => header));
  const texts = [...headers, ...rows.map(({ text }) => text).sort(), ...others.map(({ text }) => text)];
  return createHash('sha256').update(texts.join('\n\n')).digest('hex');
}

/** What is not as it was recorded. The text before is unknown: only its hash is kept. */
export async function changesSince(
  record: DocumentationRecord,
  now: readonly RecordedText[],
  sectionsNow: () => Promise<readonly { path: string; sections: readonly Section[] }[]>,
): Promise<Change[]> {
  const known = new Map(record.texts.map((text) => [`${text.page}\n${text.place}`, text.sha256]));
  const groups = grouped(allSources, keyOf);
  const changes: Change[] = [];
  for (const { page, place, sha256 } of now) {
    const key = `${page}\n${place}`;
    const [source, ...others] = groups.get(key) ?? [];
    const before = known.get(key);
    if (before === sha256 || source === undefined) continue;
    const ofSection = allSources.filter((it) => it.page === page && headingOf(it) === headingOf(source));
    const isThere = (section: Section): boolean => hashOf(section, source, ofSection) === before;
    const pages = sha256 === null && before !== undefined ? await sectionsNow() : [];
    const moved = pages.flatMap(({ path, sections }) =>
      sections.filter(isThere).map((it) => `${path} › ${nameOf(it)}`),
    );
    changes.push({
      ...{ kind: 'unseen', page, heading: place, isSubstance: moved.length === 0 },
      note:
        before === undefined
          ? 'No text was recorded.'
          : sha256 !== null
            ? 'The text changed.'
            : moved[0] === undefined
              ? 'The text is gone.'
              : `The text is now under ${moved[0]}.`,
      requirements: idsOf([source, ...others]),
    });
  }
  return changes;
}

function keyOf(source: Source): string {
  return `${source.page}\n${placeOf(source)}`;
}

function placeOf(source: Source): string {
  const { rows, rowsOnly } = source;
  if (rows === undefined) return headingOf(source);
  const which = rows === 'all' ? 'all rows' : `rows ${rows.join(', ')}`;
  return `${headingOf(source)}: ${rowsOnly === true ? 'only ' : ''}${which}`;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is DocumentationRecord {
  if (!isObject(value) || typeof value['revision'] !== 'string' || !Array.isArray(value['texts'])) return false;
  return value['texts'].every(
    (text) =>
      isObject(text) &&
      typeof text['page'] === 'string' &&
      typeof text['place'] === 'string' &&
      (text['sha256'] === null || typeof text['sha256'] === 'string'),
  );
}
