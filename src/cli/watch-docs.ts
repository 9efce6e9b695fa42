import { outOption } from './out.js';

/** Changes in the documentation since its last review. */
export interface DocumentationChanges {
  /** Markdown; empty if no text that a requirement rests on has changed. */
  readonly digest: string;
  /** The requirements whose text has changed. */
  readonly requirements: readonly string[];
}

/**
 * Compares a clone of the documentation with the last review.
 *
 * @throws InvalidInput if the folder is not such a clone
 */
export async function documentationChanges(clone: string | undefined): Promise<DocumentationChanges | undefined> {
  if (outOption(clone, '--docs') === undefined || clone === undefined) return undefined;
  const { compareDocumentation } = await import('../docs/docs.js');
  const { readRecord, recordFile } = await import('../docs/record.js');
  const { comparisonAsMarkdown } = await import('../docs/as-markdown.js');
  const { requirementsIn } = await import('../docs/compare.js');
  const comparison = await compareDocumentation(clone, {}, readRecord(recordFile(process.cwd())));
  return { digest: comparisonAsMarkdown(comparison), requirements: requirementsIn(comparison.changes) };
}
