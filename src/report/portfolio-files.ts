import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { isObject } from '../exchange/body.js';
import { isPortfolio, type Portfolio } from '../portfolio/portfolio.js';
import { writeWhole } from './atomic-write.js';
import { fieldRows, valueRows } from './portfolio-rows.js';
import type { Results } from './results.js';
import { violatedRequirements } from './verdict.js';
import { withVisibleTexts } from './visible-text.js';

/** The name of the file with the numbers of a sweep, which a later sweep can be compared with. */
export const PORTFOLIO_FILE = 'portfolio.json';

/** The numbers of a sweep, as portfolio.json has them. */
export interface PortfolioFile extends Portfolio {
  target: { name: string; baseUrl: string };
  startedAt: string;
  violations: { requirement: string; level: string; verdict: string; customers: number }[];
}

/** Whether something read from disk is what {@link writePortfolio} writes as JSON. */
export function isPortfolioFile(value: unknown): value is PortfolioFile {
  if (!isObject(value) || !isPortfolio(value)) return false;
  const { startedAt, target, violations } = value as Record<string, unknown>;
  return typeof startedAt === 'string' && isObject(target) && Array.isArray(violations);
}

/**
 * Writes the numbers of a sweep as JSON and as CSV.
 *
 * @throws ReportNotWritten naming the file that could not be written
 */
export async function writePortfolio(out: string, results: Results, portfolio: Portfolio): Promise<void> {
  const { suite, target, startedAt, sweep } = results;
  const violations = violatedRequirements(results).map(({ id, level, verdict, customers = 0, count = 0 }) => {
    return { requirement: id, level, verdict, customers, findings: count };
  });
  const numbers = { suite, target, startedAt, sweep, ...portfolio, violations };
  await writeWhole(join(out, PORTFOLIO_FILE), `${JSON.stringify(withVisibleTexts(numbers), null, 1)}\n`);
  const fields = fieldRows(portfolio).map(({ kinds, ...row }) => {
    return { ...row, kinds: kinds.map(([kind, count]) => `${kind} ${count}`).join(', ') };
  });
  const values = valueRows(portfolio).flatMap(({ path, total, rows, others }) => [
    ...rows.map(({ value, count, listed }) => ({ path, value, listed: listed ?? '', count, total })),
    ...(others === 0 ? [] : [{ path, value: '(others)', listed: '', count: others, total }]),
  ]);
  await writeCsv(
    join(out, 'fields.csv'),
    ['path', 'documented', 'of', 'filled', 'empty', 'null', 'absent', 'kinds'],
    fields,
  );
  await writeCsv(join(out, 'values.csv'), ['path', 'value', 'listed', 'count', 'total'], values);
  await writeCsv(join(out, 'violations.csv'), ['requirement', 'level', 'verdict', 'customers', 'findings'], violations);
}

async function writeCsv(file: string, columns: string[], rows: readonly object[]): Promise<void> {
  const text = stringify(withVisibleTexts([...rows]), {
    header: true,
    columns,
    cast: { boolean: (value) => String(value) },
    // A spreadsheet must not take a value of the provider for a formula.
    escape_formulas: true,
  });
  await writeWhole(file, text);
}
