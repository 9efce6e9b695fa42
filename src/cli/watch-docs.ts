import { outOption } from './out.js';

/** What a watch says about the documentation. */
export interface DocumentationNews {
  /** Markdown; empty if nothing that a requirement rests on differs from what was reviewed. */
  readonly digest: string;
  /** The requirements whose text differs. */
  readonly requirements: readonly string[];
}

/**
 * Compares a clone of the documentation with what was reviewed.
 *
 * @throws InvalidInput if it is not one
 */
export async function documentationNews(clone: string | undefined): Promise<DocumentationNews | undefined> {
  if (outOption(clone, '--docs') === undefined || clone === undefined) return undefined;
  const { compareDocumentation } = await import('../docs/docs.js');
  const { readRecord, recordFile } = await import('../docs/record.js');
  const { comparisonAsMarkdown } = await import('../docs/as-markdown.js');
  const { requirementsIn } = await import('../docs/compare.js');
  const comparison = await compareDocumentation(clone, {}, readRecord(recordFile(process.cwd())));
  return { digest: comparisonAsMarkdown(comparison), requirements: requirementsIn(comparison.changes) };
}
