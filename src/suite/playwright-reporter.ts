import { mkdirSync, rmSync } from 'node:fs';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { surviveConsole } from '../console-output.js';
import type { Redaction } from '../exchange/redaction.js';
import { lockFolder } from '../report/folder-lock.js';
import { reported } from '../report/reported.js';
import type { KnownDeviation } from '../report/results.js';
import { statusLine } from '../report/status-line.js';
import { prepareReport, writeReport } from '../report/write.js';
import { isRequirementId, type RequirementId } from '../requirements/catalogue.js';
import { whereThrown } from '../where-thrown.js';
import { endGroup, passToWorkers, isTestServer, type CheckRequest } from './playwright-process.js';
import { freshState, RECORD, RunLog } from './run-log.js';

/** The run of one Playwright project. */
interface ProjectRun {
  out: string;
  log: RunLog;
  ended: TestResult[];
  /** The requirements of its selected tests. */
  selected: Set<RequirementId>;
  /** Unlocks the report folder. */
  release: () => void;
}

/**
 * Writes the conformance report from the specs' attachments. Playwright has neither "inconclusive" nor warnings, so the
 * verdict comes from the requirements, not from the status of the tests.
 */
class ConformanceReporter implements Reporter {
  readonly #status = statusLine(process.stdout);
  readonly #runs = new Map<string, ProjectRun>();
  readonly #errors: string[] = [];
  #ending: Promise<{ status: FullResult['status'] }> | undefined;
  /** Playwright calls reporters for tests that it only lists, too. */
  readonly #isListing = process.argv.includes('--list');

  /** @param options.check the job from `check`; undefined if a user started Playwright */
  constructor(
    private readonly options: { check?: CheckRequest; deviations: readonly KnownDeviation[] },
    private readonly state = freshState(options.check?.showPersonalData),
  ) {}

  onBegin(_config: FullConfig, suite: Suite): void {
    if (this.#isListing) return;
    if (!isTestServer()) surviveConsole();
    passToWorkers(this.state);
    for (const projectSuite of suite.suites) {
      const project = projectSuite.project();
      if (project === undefined) continue;
      const { out } = project.metadata as { out: string };
      const release = this.options.check === undefined ? reserve(out) : () => undefined;
      if (release === undefined) continue;
      const selected = new Set(projectSuite.allTests().flatMap(requirementsOf));
      this.#runs.set(project.name, { out, log: new RunLog(this.state.key), ended: [], selected, release });
    }
    const giveUp = (): Promise<void> =>
      this.onEnd({ status: 'interrupted' } as FullResult).then(() => endGroup(process.pid));
    // A worker may be in the middle of a long computation.
    if (this.options.check !== undefined) process.once('SIGINT', () => setTimeout(() => void giveUp(), 1000));
    // While the worker starts, this process has nothing else to do.
    void prepareReport();
  }

  onTestBegin(test: TestCase): void {
    if (this.options.check !== undefined) this.#status.show(`Running: ${test.title}`);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const run = this.#runs.get(test.parent.project()?.name ?? '');
    if (run === undefined) return;
    const defect = defectIn(result);
    // An interrupted test breaks no requirements: those it did not reach are inconclusive.
    const requirements = result.status === 'interrupted' ? [] : requirementsOf(test);
    run.log.add({ attachments: result.attachments, requirements, defect });
    run.ended.push(result);
    const record = result.attachments.findIndex(({ name }) => name === RECORD);
    if (record >= 0) result.attachments.splice(record, 1);
    // Playwright replaces the worker after a failed test; the next one continues from here.
    passToWorkers(run.log.state ?? this.state);
  }

  onError({ stack, message }: TestError): void {
    this.#errors.push(stack === undefined ? (message ?? 'unknown error') : whereThrown({ stack }));
  }

  /** Reports once: Playwright may still end after an interruption that did not wait for it. */
  onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] }> {
    return (this.#ending ??= this.#end(status));
  }

  async #end(status: FullResult['status']): Promise<{ status: FullResult['status'] }> {
    if (this.#isListing) return { status };
    const exitCodes = await this.#report(status === 'interrupted').catch((error: unknown) => {
      this.#errors.push(whereThrown(error));
      return [4];
    });
    for (const { release } of this.#runs.values()) release();
    for (const error of this.#errors) process.stderr.write(`${error}\n`);
    if (this.options.check !== undefined && exitCodes[0] !== undefined) {
      await new Promise<void>((resolve) => process.send?.(exitCodes[0], () => resolve()) ?? resolve());
    }
    const passed = exitCodes.length > 0 && exitCodes.every((code) => code === 0) && this.#errors.length === 0;
    return { status: status === 'interrupted' ? status : passed ? 'passed' : 'failed' };
  }

  printsToStdio(): boolean {
    return true;
  }

  async #report(interrupted: boolean): Promise<number[]> {
    this.#status.end();
    const { check, deviations } = this.options;
    const exitCodes: number[] = [];
    for (const { out, log, ended, selected } of this.#runs.values()) {
      const redaction = log.redaction();
      const before = ended.map(wordsOf);
      const results = log.results({ selected, deviations, contract: check?.contract, interrupted }, redaction);
      for (const [index, result] of ended.entries()) {
        redactWords(result, redaction);
        if (wordsOf(result) !== before[index]) removeFiles(result);
      }
      if (isTestServer()) await writeReport(out, results);
      exitCodes.push(isTestServer() ? results.exitCode : await reported(out, results));
    }
    return exitCodes;
  }
}

/** Locks the report folder. If it is in use, this exits, since Playwright ignores errors; a test server continues. */
function reserve(out: string): (() => void) | undefined {
  try {
    mkdirSync(out, { recursive: true, mode: 0o700 });
    return lockFolder(out, 'playwright test', 'The folder');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    return isTestServer() ? undefined : process.exit(2);
  }
}

function requirementsOf({ tags }: TestCase): RequirementId[] {
  return tags.map((tag) => tag.slice(1)).filter(isRequirementId);
}

/** The place of a defect of the suite in a test. The error itself is withheld from other reporters too. */
function defectIn({ errors, steps, status }: TestResult): string | undefined {
  const isOwn = ({ message = '' }: TestError): boolean => /^(?:Violation|InvalidInput)\b/.test(message);
  const defects = [...errors, ...errorsIn(steps)].filter((error) => !isOwn(error));
  for (const error of defects) {
    error.message = whereThrown(error);
    error.stack = error.message;
    delete error.value;
    delete error.cause;
  }
  if (status === 'timedOut') return 'The test took too long.';
  return (defects[0] ?? errors.find(({ message }) => message?.startsWith('InvalidInput')))?.message;
}

/** Redacts the warnings and errors of a test again, with values learned after it. */
function redactWords({ annotations, steps, errors }: TestResult, redaction: Redaction): void {
  for (const annotation of annotations) {
    if (annotation.type === 'warning') annotation.description = redaction.text(annotation.description ?? '');
  }
  for (const error of [...errors, ...errorsIn(steps)]) {
    for (const part of ['message', 'stack', 'value'] as const) {
      const lines = error[part]?.split('\n').map((line) => redaction.text(line));
      if (lines !== undefined) error[part] = lines.join('\n');
    }
  }
}

/** Removes files that Playwright itself wrote for a test, such as a trace, since they cannot be redacted. */
function removeFiles({ attachments }: TestResult): void {
  for (const { path } of attachments) if (path !== undefined) rmSync(path, { force: true });
  attachments.splice(0, Infinity, ...attachments.filter(({ path }) => path === undefined));
}

function wordsOf({ attachments, annotations, steps, errors }: TestResult): string {
  return JSON.stringify([attachments.map(({ body }) => body?.toString()), annotations, errors, errorsIn(steps)]);
}

function errorsIn(steps: readonly TestStep[]): TestError[] {
  return steps.flatMap(({ error, steps: inner }) => [...(error === undefined ? [] : [error]), ...errorsIn(inner)]);
}

export default ConformanceReporter;
