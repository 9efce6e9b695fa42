import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { SchemaNode } from './schemas.js';

/** A place in the documentation; see the top of contracts/requirements.yaml. */
interface Place {
  source: [page: string, ...headings: string[]];
  rows?: 'all' | string[];
  words?: string[];
}

interface Entry extends Partial<Omit<Place, 'source'>> {
  id: string;
  level: string;
  since: string;
  check?: string;
  title: string;
  source: 'field' | Place['source'];
  also?: Place[];
  excluded?: string;
}

interface CatalogueFile {
  documentation: string;
  repository: string;
  pages: Record<string, string>;
  themes: Record<string, string>;
  requirements: Entry[];
  contradictions: { id: string; subject: string; says: string; decision: string }[];
}

function catalogueIn(file: string): CatalogueFile {
  return parse(readFileSync(file, 'utf8')) as CatalogueFile;
}

function pageOf(catalogue: CatalogueFile, id: string, key: string): string {
  const page = catalogue.pages[key];
  if (page === undefined) throw new Error(`${id}: there is no page ${key}`);
  return page;
}

/** Whether a page is outside the documentation, for example a standard. */
function isElsewhere(page: string): boolean {
  return page.startsWith('https://');
}

function urlOf({ repository, documentation }: CatalogueFile, page: string): string {
  if (isElsewhere(page)) return page;
  return page.endsWith('.json') ? `https://github.com/${repository}/blob/main/${page}` : `${documentation}/${page}`;
}

/**
 * The source of the module with the catalogue, its pages resolved to URLs.
 *
 * @param version the version of the contract; no requirement may be newer
 */
export function catalogueSource(file: string, version: string): string {
  const catalogue = catalogueIn(file);
  const requirements = catalogue.requirements.map(({ rows: _rows, words: _words, also: _also, source, ...entry }) => {
    const theme = entry.id.split('.')[0] ?? '';
    if (!/^\d{4}\.\d{2}\.\d{2}$/.test(entry.since) || entry.since > version) {
      throw new Error(`${entry.id}: since must be a contract version, YYYY.MM.DD, no later than ${version}`);
    }
    if (catalogue.themes[theme] === undefined) throw new Error(`${entry.id}: there is no theme ${theme}`);
    if (source === 'field') return { ...entry, theme, source: 'seen by clients in the field' };
    const [key, ...headings] = source;
    const page = pageOf(catalogue, entry.id, key);
    return { ...entry, theme, source: headings.join(' › '), url: urlOf(catalogue, page) };
  });
  return [
    `export const themes = ${JSON.stringify(catalogue.themes, null, 2)} as const;`,
    `export const requirements = ${JSON.stringify(requirements, null, 2)} as const;`,
    `export const contradictions = ${JSON.stringify(catalogue.contradictions, null, 2)} as const;`,
    '',
  ].join('\n\n');
}

/**
 * The source of the module with the places that each requirement rests on, and the reviewed texts.
 *
 * @param nodes where a requirement is judged in a customer, by its id
 * @param recorded contracts/documentation.json: the hashes of the texts, and their revision
 */
export function sourcesSource(
  file: string,
  schemas: ReadonlyMap<string, SchemaNode>,
  nodes: Readonly<Record<string, { path: string[] }[]>>,
  recorded: string,
): string {
  const catalogue = catalogueIn(file);
  const sources = catalogue.requirements.flatMap(({ id, source, rows, words, also = [] }) => {
    if (source === 'field' || isElsewhere(pageOf(catalogue, id, source[0]))) return [];
    const first = { source, ...(rows === undefined ? {} : { rows }), ...(words === undefined ? {} : { words }) };
    const fields = fieldsOf(nodes[id]);
    return [first, ...also].map(({ source: [key, ...headings], ...place }, index) => ({
      requirement: id,
      page: pageOf(catalogue, id, key),
      headings,
      ...(fields.length === 0 || place.rows !== undefined ? {} : { words: fields }),
      ...place,
      ...(index > 0 && place.rows !== undefined ? { rowsOnly: true } : {}),
    }));
  });
  return [
    `export const documentation = ${JSON.stringify(catalogue.repository)};`,
    `export const sources = ${JSON.stringify(sources, null, 1)} as const;`,
    `export const schemaFiles: Readonly<Record<string, string>> = ${JSON.stringify(filesOf(schemas), null, 1)};`,
    `export const reviewed = ${recorded.trim()} as const;`,
    '',
  ].join('\n\n');
}

/** The names of a requirement's fields. */
function fieldsOf(nodes: readonly { path: string[] }[] = []): string[] {
  return [...new Set(nodes.flatMap(({ path }) => path.filter((name) => name !== '*').slice(-1)))];
}

/** The file of `schemas/` that names each requirement. */
function filesOf(schemas: ReadonlyMap<string, SchemaNode>): Record<string, string> {
  const files: Record<string, string> = {};
  const visit = (value: unknown, file: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const id = (value as SchemaNode)['x-requirement'];
    if (id !== undefined) files[id] ??= file;
    Object.values(value).forEach((child) => visit(child, file));
  };
  for (const [name, schema] of schemas) visit(schema, `schemas/${name}.json`);
  return files;
}
