import { consoleSummary } from '../report/console.js';
import { ReportNotWritten } from '../report/report-not-written.js';
import type { Results } from '../report/results.js';
import type { SweepReport } from '../report/sweep-report.js';
import { terminalLayout } from '../report/terminal-layout.js';

/** Writes the report of a run, says on the console what is in it, and gives the exit code. */
export async function reported(out: string, results: Results, sweep?: SweepReport): Promise<number> {
  const { writeReport } = await import('../report/write.js');
  try {
    await writeReport(out, results, sweep);
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    process.stderr.write(`vipmp-conformance: ${error.message}\n`);
    return 4;
  }
  process.stdout.write(consoleSummary(results, terminalLayout(out)));
  return results.exitCode;
}
