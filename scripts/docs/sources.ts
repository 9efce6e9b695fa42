/**
 * Checks that every source in the catalogue resolves at a revision of the documentation, and that the reviewed texts
 * are those recorded in contracts/documentation.json.
 *
 *     npm run docs:sources -- CLONE [REVISION]     default: the revision that was reviewed
 *
 * Prints each missing page, heading, row and word, and exits 1.
 */
import { textsAt } from '../../src/docs/record.js';
import { Pages } from '../../src/docs/pages.js';
import { DocumentationRepository } from '../../src/docs/repository.js';
import { allSources, headingOf, mentions, sectionOf, usesRow } from '../../src/docs/source.js';
import { reviewed } from '../../src/generated/sources.js';

const [folder, name = reviewed.revision] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: npm run docs:sources -- CLONE [REVISION]');
const repository = await DocumentationRepository.open(folder);
const revision = await repository.revision(name);
if (revision === undefined) throw new Error(`${name} is not a revision of ${folder}`);
const pages = new Pages(repository, [revision]);

const missing: string[] = [];
for (const source of allSources) {
  const where = `${source.requirement}: ${source.page} › ${headingOf(source)}`;
  const page = await pages.find(revision, source.page);
  const section = sectionOf(page?.sections ?? [], source);
  if (page === undefined || section === undefined) {
    missing.push(`${where} does not exist`);
    continue;
  }
  const same = page.sections.filter((other) => sectionOf([other], source) !== undefined);
  if (same.length > 1) missing.push(`${where} exists ${same.length} times: name the headings above it`);
  const keys = section.passages.flatMap(({ key }) => key ?? []);
  const rows = source.rows === 'all' || source.rows === undefined ? [] : source.rows;
  for (const row of rows) {
    if (!keys.some((key) => usesRow({ ...source, rows: [row] }, key))) missing.push(`${where} has no row ${row}`);
  }
  if (source.rows === 'all' && keys.length === 0) missing.push(`${where} has no table`);
  const prose = section.passages.filter(({ kind }) => kind !== 'row').map(({ text }) => text);
  if (source.rows === undefined && prose.length === 0) missing.push(`${where} has only a table: name its rows`);
  if (source.words !== undefined && source.rows === undefined && !mentions(prose.join('\n'), source.words)) {
    missing.push(`${where} mentions none of ${source.words.join(', ')}`);
  }
}
if (revision.commit === reviewed.revision) {
  const recorded = new Map<string, string | null>(
    reviewed.texts.map((text) => [`${text.page} › ${text.place}`, text.sha256]),
  );
  for (const { page, place, sha256 } of await textsAt(pages, revision)) {
    if (recorded.get(`${page} › ${place}`) !== sha256)
      missing.push(`${page} › ${place} differs from the recorded text`);
  }
}
for (const line of missing) console.log(line);
console.log(`${allSources.length} sources, ${missing.length} faults at ${revision.commit.slice(0, 8)}.`);
process.exitCode = missing.length === 0 ? 0 : 1;
