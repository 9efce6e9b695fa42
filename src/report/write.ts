import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from './atomic-write.js';
import { coverageOf } from './coverage.js';
import { driftOf } from './drift.js';
import { harOf } from './har.js';
import { readHistory, writeHistory } from './history.js';
import { junitXml } from './junit.js';
import { markdownSummary } from './markdown.js';
import { writePortfolio } from './portfolio-files.js';
import { ReportNotWritten } from './report-not-written.js';
import type { Results } from './results.js';
import type { Portfolio } from '../portfolio/portfolio.js';
import { withVisibleTexts } from './visible-text.js';

/** Loads the renderer and the charts ahead of time, which takes longer than using them. */
export async function prepareReport(): Promise<void> {
  await import('./html/report.js');
}

/**
 * Writes index.html, junit.xml, summary.md, exchanges.har, history.json and results.json into a folder, which is made
 * if it is missing. Each file is whole or absent; results.json comes last, so that its presence
 * means that the others are there.
 *
 * @param results already redacted
 * @param portfolio of a sweep; its numbers are written as JSON and CSV as well
 * @throws ReportNotWritten naming the file, if the disk is full or the folder cannot be written
 */
export async function writeReport(out: string, results: Results, portfolio?: Portfolio): Promise<void> {
  // The renderer and the charts take a while to load, and most commands never need them.
  const { reportHtml } = await import('./html/report.js');
  const resultsFile = join(out, 'results.json');
  try {
    await mkdir(out, { recursive: true, mode: 0o700 });
    // Results of an earlier run next to files of this one would promise what is not there.
    await rm(resultsFile, { force: true });
  } catch (error) {
    throw new ReportNotWritten(out, error);
  }
  const history = await readHistory(out);
  const coverage = coverageOf(results, portfolio);
  const html = reportHtml(results, { history, coverage, drift: driftOf(results), portfolio });
  await writeWhole(join(out, 'index.html'), html);
  if (portfolio !== undefined) await writePortfolio(out, results, portfolio);
  await writeWhole(join(out, 'junit.xml'), junitXml(results));
  await writeWhole(join(out, 'summary.md'), markdownSummary(results));
  // What was judged from a recording is in the recording.
  if (results.target.name !== 'recording') await writeWhole(join(out, 'exchanges.har'), harOf(results));
  await writeHistory(out, history, results);
  await writeWhole(resultsFile, `${JSON.stringify(withVisibleTexts(results), null, 2)}\n`);
}
