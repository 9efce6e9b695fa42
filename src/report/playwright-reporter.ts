import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { FullProject, FullResult, Reporter, TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { consoleSummary } from './console.js';
import { ReportNotWritten } from './report-not-written.js';
import { resultsOf } from './results-of-run.js';
import type { Results, RunVerdict } from './results.js';
import type { SuiteRun } from './suite-run.js';
import { terminalLayout } from './terminal-layout.js';
import { prepareReport, writeReport } from './write.js';

/** What playwright.config.ts tells of a run. */
interface RunMetadata {
  out: string;
  /** Names the run. */
  run: string;
  /** The file with the judgement. */
  judgement: string;
  /** The file to leave the exit code in. */
  exitCode: string;
}

/** What the runner says of the tests of one project. */
interface ProjectRun {
  project: FullProject;
  /** The requirements whose tests ran, and what their tests threw beside violations. */
  ran: Map<string, string | undefined>;
}

/**
 * Makes the conformance report of what Playwright ran. Playwright knows neither "inconclusive" nor
 * warnings, so the verdict is taken from the judgement and not from the status of the tests.
 */
class ConformanceReporter implements Reporter {
  readonly #runs = new Map<string, ProjectRun>();
  readonly #errors: string[] = [];
  #startedAt = new Date();

  onBegin(): void {
    this.#startedAt = new Date();
    // While the worker starts, this process has nothing else to do.
    void prepareReport();
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const project = test.parent.project();
    if (project === undefined) return;
    const run = this.#runs.get(project.name) ?? { project, ran: new Map<string, string | undefined>() };
    this.#runs.set(project.name, run);
    for (const { type, description } of test.annotations) {
      if (type === 'requirement' && description !== undefined) run.ran.set(description, defectIn(result));
    }
  }

  onError(error: TestError): void {
    this.#errors.push(error.message ?? 'unknown error');
  }

  async onEnd(result: FullResult): Promise<{ status: FullResult['status'] }> {
    const verdicts: RunVerdict[] = [];
    for (const { project, ran } of this.#runs.values()) {
      const { out, run, judgement, exitCode } = project.metadata as RunMetadata;
      const results = resultsOf({
        run,
        target: project.name,
        startedAt: this.#startedAt,
        judgement: judgementIn(judgement),
        ran,
        interrupted: result.status === 'interrupted',
      });
      await this.#write(out, exitCode, results);
      process.stdout.write(`${consoleSummary(results, terminalLayout(out))}\n`);
      verdicts.push(results.verdict);
    }
    for (const error of this.#errors) process.stderr.write(`${error}\n`);
    const passed = verdicts.length > 0 && verdicts.every((verdict) => verdict === 'pass') && this.#errors.length === 0;
    return { status: result.status === 'interrupted' ? 'interrupted' : passed ? 'passed' : 'failed' };
  }

  /** Writes the report; where that fails, what was found is still printed, and there is no exit code to find. */
  async #write(out: string, exitCodeFile: string, results: Results): Promise<void> {
    try {
      await writeReport(out, results);
      // Another run may have written to the same folder meanwhile; this file is of this run alone.
      writeFileSync(exitCodeFile, String(results.exitCode));
    } catch (error) {
      if (!(error instanceof ReportNotWritten)) throw error;
      this.#errors.push(`vipmp-conformance: ${error.message}`);
    }
  }

  printsToStdio(): boolean {
    return true;
  }
}

/** What a test threw that is no violation: a defect of the suite. */
function defectIn({ error, status }: TestResult): string | undefined {
  if (status === 'timedOut') return 'The test took too long.';
  if (error === undefined || error.message?.startsWith('Violation') === true) return undefined;
  return error.message ?? 'unknown error';
}

function judgementIn(file: string): SuiteRun | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SuiteRun) : undefined;
}

export default ConformanceReporter;
