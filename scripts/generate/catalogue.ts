import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface CatalogueFile {
  documentation: string;
  pages: Record<string, string>;
  themes: Record<string, string>;
  requirements: {
    id: string;
    level: string;
    check?: string;
    title: string;
    source: 'field' | [page: string, heading: string];
    excluded?: string;
  }[];
  contradictions: { id: string; subject: string; says: string; decision: string }[];
}

/** The source of a module that holds the catalogue, its pages resolved to addresses. */
export function catalogueSource(file: string): string {
  const catalogue = parse(readFileSync(file, 'utf8')) as CatalogueFile;
  const requirements = catalogue.requirements.map(({ source, ...requirement }) => {
    const theme = requirement.id.split('.')[0] ?? '';
    if (catalogue.themes[theme] === undefined) throw new Error(`${requirement.id}: there is no theme ${theme}`);
    if (source === 'field') return { ...requirement, theme, source: 'seen by clients in the field' };
    const page = catalogue.pages[source[0]];
    if (page === undefined) throw new Error(`${requirement.id}: there is no page ${source[0]}`);
    return { ...requirement, theme, source: source[1], url: `${catalogue.documentation}/${page}` };
  });
  return [
    `export const themes = ${JSON.stringify(catalogue.themes, null, 2)} as const;`,
    `export const requirements = ${JSON.stringify(requirements, null, 2)} as const;`,
    `export const contradictions = ${JSON.stringify(catalogue.contradictions, null, 2)} as const;`,
    '',
  ].join('\n\n');
}
