/** The documentation as rendered, and which requirements a change to it touches. */

import { InvalidInput } from '../invalid-input.js';
import { compareRevisions, noPages, type Comparison } from './compare.js';
import { Pages } from './pages.js';
import { changesSince, textsAt, type DocumentationRecord } from './record.js';
import { DocumentationRepository, type DocumentationRevision } from './repository.js';

/** Which revisions to compare; any name that git understands. */
export interface RevisionNames {
  /** Absent: what was reviewed. */
  from?: string;
  /** Absent: HEAD. */
  to?: string;
}

/**
 * Compares two revisions of the documentation, or one with what was reviewed.
 *
 * @param folder a clone of the documentation, bare or checked out; nothing is fetched
 * @throws InvalidInput if there is no repository, no such revision, or no page of the catalogue in it
 */
export async function compareDocumentation(
  folder: string,
  names: RevisionNames,
  record: DocumentationRecord,
): Promise<Comparison> {
  const repository = await DocumentationRepository.open(folder);
  const to = await revisionOf(repository, '--to', names.to ?? 'HEAD');
  const known = await repository.revision(record.revision);
  const from = names.from === undefined ? known : await revisionOf(repository, '--from', names.from);
  if (from !== undefined) return compareRevisions(repository, { from, to, known });
  const pages = new Pages(repository, [to]);
  const texts = await textsAt(pages, to);
  if (texts.every(({ sha256 }) => sha256 === null)) throw noPages(repository, to);
  const changes = await changesSince(record, texts, () => pages.all(to));
  return { to, changes, moved: [], mentions: [] };
}

/**
 * The record of a revision that a person has reviewed.
 *
 * @throws InvalidInput as {@link compareDocumentation}
 */
export async function recordOf(folder: string, name: string): Promise<DocumentationRecord> {
  const repository = await DocumentationRepository.open(folder);
  const revision = await revisionOf(repository, '--to', name);
  const texts = await textsAt(new Pages(repository, [revision]), revision);
  if (texts.every(({ sha256 }) => sha256 === null)) throw noPages(repository, revision);
  return { revision: revision.commit, texts };
}

async function revisionOf(
  repository: DocumentationRepository,
  option: string,
  name: string,
): Promise<DocumentationRevision> {
  const revision = await repository.revision(name);
  if (revision !== undefined) return revision;
  const hint = repository.isShallow ? 'the clone is shallow: fetch more of it' : 'name one that it has';
  throw new InvalidInput(`${option} ${name || '""'} is not a revision of ${repository.folder}: ${hint}`);
}
