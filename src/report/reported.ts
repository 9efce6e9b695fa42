import { consoleSummary } from './console.js';
import { ReportNotWritten } from './report-not-written.js';
import type { Results } from './results.js';
import type { SweepReport } from './sweep-report.js';
import { terminalLayout } from './terminal-layout.js';

/** Writes the report of a run, says on the console what is in it even if it cannot be written, and gives the exit code. */
export async function reported(out: string, results: Results, sweep?: SweepReport): Promise<number> {
  const { writeReport } = await import('./write.js');
  const { report, ...layout } = terminalLayout(out);
  try {
    await writeReport(out, results, sweep);
  } catch (error) {
    if (!(error instanceof ReportNotWritten)) throw error;
    process.stdout.write(consoleSummary(results, layout));
    process.stderr.write(`vipmp-conformance: ${error.message}\n`);
    return 4;
  }
  process.stdout.write(consoleSummary(results, { ...layout, ...(report === undefined ? {} : { report }) }));
  return results.exitCode;
}
