import { mkdirSync } from 'node:fs';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter';
import type { Redaction } from '../exchange/redaction.js';
import { lockFolder } from '../report/folder-lock.js';
import type { KnownDeviation } from '../report/results.js';
import { reported } from '../report/reported.js';
import { statusLine } from '../report/status-line.js';
import { prepareReport } from '../report/write.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import { endGroup, tellCheck, type CheckRequest } from './command-channel.js';
import { exchangeId, RECORD, redactAgain, RunLog } from './run-log.js';
import { resultsOf } from './results.js';
import { handOn, stateInEnvironment } from './run-state.js';

/** A worker that is busy when the run is interrupted is waited for so long, in milliseconds. */
const PATIENCE_MS = 1000;

/** What this reporter knows of a project. */
interface ProjectRun {
  /** The folder of its report. */
  out: string;
  log: RunLog;
  ended: TestResult[];
  /** The requirements that its selected tests are about. */
  selected: Set<RequirementId>;
}

/**
 * Makes the conformance report of what the specs attached. Playwright knows neither "inconclusive" nor warnings, so
 * the verdict is taken from the requirements and not from the status of the tests.
 */
class ConformanceReporter implements Reporter {
  readonly #isCheck: boolean;
  readonly #deviations: readonly KnownDeviation[];
  readonly #contract: string | undefined;
  readonly #state = stateInEnvironment();
  readonly #status = statusLine(process.stdout);
  readonly #runs = new Map<string, ProjectRun>();
  readonly #errors: string[] = [];
  /** Playwright reports tests that it only lists like those that it runs. */
  readonly #isListing = process.argv.includes('--list');

  /** @param options.check what `check` started Playwright for; absent if a person started it */
  constructor({ check, deviations }: { check?: CheckRequest; deviations: readonly KnownDeviation[] }) {
    this.#isCheck = check !== undefined;
    this.#deviations = deviations;
    this.#contract = check?.contract;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    for (const projectSuite of suite.suites) {
      const project = projectSuite.project();
      if (project === undefined) continue;
      const { out } = project.metadata as { out: string };
      const selected = new Set(projectSuite.allTests().flatMap(requirementsOf));
      this.#runs.set(project.name, { out, log: new RunLog(this.#state.key), ended: [], selected });
      if (!this.#isCheck && !this.#isListing) reserve(out);
    }
    if (this.#isCheck) process.once('SIGINT', () => setTimeout(() => void this.#giveUp(), PATIENCE_MS));
    // While the worker starts, this process has nothing else to do.
    void prepareReport();
  }

  onTestBegin(test: TestCase): void {
    if (this.#isCheck) this.#status.show(test.title);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const run = this.#runs.get(test.parent.project()?.name ?? '');
    if (run === undefined) return;
    // What an interrupted test had not judged yet is like what was never asked.
    if (result.status === 'interrupted') run.log.add(result.attachments, []);
    else run.log.add(result.attachments, requirementsOf(test), defectIn(result));
    run.ended.push(result);
    withoutRecord(result);
    // A failed test has cost its worker; the next one goes on from here.
    handOn({ ...this.#state, ...run.log.state });
  }

  onError(error: TestError): void {
    this.#errors.push(error.message ?? 'unknown error');
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] }> {
    if (this.#isListing) return { status };
    const exitCodes = await this.#report(status === 'interrupted');
    for (const error of this.#errors) process.stderr.write(`${error}\n`);
    const passed = exitCodes.length > 0 && exitCodes.every((code) => code === 0) && this.#errors.length === 0;
    return { status: status === 'interrupted' ? status : passed ? 'passed' : 'failed' };
  }

  printsToStdio(): boolean {
    return true;
  }

  async #report(interrupted: boolean): Promise<number[]> {
    this.#status.end();
    const exitCodes: number[] = [];
    for (const { out, log, ended, selected } of this.#runs.values()) {
      const redaction = log.redaction();
      const judged = log.run(redaction);
      for (const result of ended) redactResult(result, redaction);
      const run = { ...judged, ...(interrupted ? { interrupted } : {}) };
      const results = resultsOf(run, selected, this.#deviations, this.#contract);
      exitCodes.push(await reported(out, results));
    }
    if (this.#isCheck && exitCodes[0] !== undefined) await tellCheck(exitCodes[0]);
    return exitCodes;
  }

  async #giveUp(): Promise<void> {
    await this.#report(true);
    endGroup();
  }
}

/** Reserves the folder of a report; what a reporter throws would not end Playwright. */
function reserve(out: string): void {
  try {
    mkdirSync(out, { recursive: true, mode: 0o700 });
    lockFolder(out, 'playwright test', 'The folder');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exit(2);
  }
}

function requirementsOf({ tags }: TestCase): RequirementId[] {
  return tags.map((tag) => tag.slice(1)).filter(isRequirementId);
}

/** What a test threw that is no violation: a defect of the suite. */
function defectIn({ error, status }: TestResult): string | undefined {
  if (status === 'timedOut') return 'The test took too long.';
  if (error === undefined || error.message?.startsWith('Violation') === true) return undefined;
  return error.message ?? 'unknown error';
}

/** Takes what only this reporter reads out of what others write. */
function withoutRecord(result: TestResult): void {
  const isOurs = ({ name }: { name: string }): boolean => name === RECORD;
  const index = result.attachments.findIndex(isOurs);
  if (index >= 0) result.attachments.splice(index, 1);
}

/** Takes what was learned after a test out of its attachments and errors. */
function redactResult(result: TestResult, redaction: Redaction): void {
  for (const attachment of result.attachments)
    if (exchangeId(attachment) !== undefined) redactAgain(attachment, redaction);
  for (const annotation of result.annotations) {
    if (annotation.type === 'warning') annotation.description = redaction.text(annotation.description ?? '');
  }
  const redactSteps = (steps: TestStep[]): void => {
    for (const { error, steps: inner } of steps) {
      if (error !== undefined) redactError(error, redaction);
      redactSteps(inner);
    }
  };
  redactSteps(result.steps);
  for (const error of result.errors) redactError(error, redaction);
}

function redactError(error: TestError, redaction: Redaction): void {
  for (const part of ['message', 'stack', 'value'] as const) {
    const text = error[part];
    if (text !== undefined)
      error[part] = text
        .split('\n')
        .map((line) => redaction.text(line))
        .join('\n');
  }
}

export default ConformanceReporter;
