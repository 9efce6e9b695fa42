import { join, relative } from 'node:path';
import { print } from '../console-output.js';
import { consoleSummary } from './console.js';
import { ReportNotWritten } from './report-not-written.js';
import type { Results } from './results.js';
import type { Portfolio } from '../portfolio/portfolio.js';
import { terminalLayout } from './terminal.js';

/**
 * Writes the report of a run, prints its summary even if the report cannot be written, and returns the exit code.
 *
 * @param failure why an earlier file of the run could not be written, in which case there is no report
 */
export async function reported(
  out: string,
  results: Results,
  portfolio?: Portfolio,
  failure?: ReportNotWritten,
): Promise<number> {
  const { writeReport } = await import('./write.js');
  const layout = terminalLayout();
  try {
    if (failure !== undefined) throw failure;
    await writeReport(out, results, portfolio);
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    await print(consoleSummary(results, layout));
    process.stderr.write(`vipmp-conformance: ${error.message}\n`);
    return 4;
  }
  const report = relative(process.cwd(), join(out, 'index.html'));
  return (await print(consoleSummary(results, layout, report))) ? results.exitCode : 4;
}
