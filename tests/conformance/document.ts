import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { test as base, type TestInfo } from '@playwright/test';
import type { Finding, RequirementResult } from '../../src/requirements/result.js';
import { requirementOf, type RequirementId } from '../../src/requirements/catalogue.js';
import type { SuiteRun } from '../../src/report/suite-run.js';
import { DEADLINE_MS } from '../../src/suite/deadline.js';
import type { TargetName } from '../../src/targets/configuration.js';

/** Options of a project of playwright.config.ts. */
export interface ConformanceOptions {
  target: TargetName;
  /** Where the judgement is, or will be. */
  judgementFile: string;
  /** The process of `check`, which judges the target while Playwright starts; 0 where nobody does. */
  judgedBy: number;
}

/**
 * A test that is given what the suite found. The target is asked once, in memory: by `check`, or by the
 * first worker. Since a worker ends with each failed test, its successors read the redacted judgement.
 */
const test = base.extend<object, ConformanceOptions & { judgement: SuiteRun }>({
  target: ['embedded', { option: true, scope: 'worker' }],
  judgementFile: ['', { option: true, scope: 'worker' }],
  judgedBy: [0, { option: true, scope: 'worker' }],
  judgement: [
    async ({ target, judgementFile, judgedBy }, use) => {
      while (judgedBy > 0 && !existsSync(judgementFile)) {
        // Throws where the process is gone: nobody waits for this run any more.
        process.kill(judgedBy, 0);
        await sleep(10);
      }
      if (!existsSync(judgementFile)) {
        // Loaded by the worker that asks the target, not by every process that reads this document.
        const { judgeTarget, leaveJudgement } = await import('../../src/suite/judge-target.js');
        leaveJudgement(judgementFile, await judgeTarget(target, process.cwd(), process.env));
      }
      await use(JSON.parse(readFileSync(judgementFile, 'utf8')) as SuiteRun);
    },
    { scope: 'worker', timeout: DEADLINE_MS + 30_000 },
  ],
});

/**
 * A chapter of the conformance document: the requirements that the target fulfils. It is one test, whose
 * steps are the requirements, because starting a test costs more than judging a chapter.
 */
export function chapter(title: string, ...requirements: RequirementId[]): void {
  const annotation = requirements.map((id) => ({ type: 'requirement', description: id }));
  test(title, { annotation }, async ({ judgement }, testInfo) => {
    const results = requirements.map((id) => resultOf(id, judgement));
    // A chapter of which nothing could be judged must not look green.
    test.skip(!results.some(isJudged), results[0]?.reason ?? 'nothing in this chapter could be judged');
    for (const result of results) await state(result, judgement, testInfo);
    const violated = results.filter(({ verdict }) => verdict === 'fail');
    if (violated.length > 0) throw new Violation(violated.flatMap(({ findings }) => findings));
  });
}

function resultOf(id: RequirementId, judgement: SuiteRun): RequirementResult {
  const result = judgement.requirements.find((entry) => entry.id === id);
  if (result === undefined) throw new Error(`the run says nothing of ${id}`);
  return result;
}

function isJudged({ verdict }: RequirementResult): boolean {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'warn';
}

/** One requirement as a step, with the exchanges that show its violation. */
async function state(result: RequirementResult, { exchanges }: SuiteRun, testInfo: TestInfo): Promise<void> {
  const { id, verdict, findings, reason } = result;
  const { level, title } = requirementOf(id);
  const seenIn = new Set(findings.map(({ exchange }) => exchange));
  for (const exchange of exchanges.filter((candidate) => seenIn.has(candidate.id))) {
    const body = JSON.stringify(exchange, null, 2);
    await testInfo.attach(`${id}: exchange ${exchange.id}`, { body, contentType: 'application/json' });
  }
  if (verdict === 'warn') testInfo.annotations.push({ type: 'warning', description: `${id}: ${inWords(findings)}` });
  const step = test.step(`${level} ${title} (${id})`, (info) => {
    if (verdict === 'fail') throw new Violation(findings);
    info.skip(!isJudged(result), `${verdict}: ${reason ?? ''}`);
  });
  // The step shows the violation; the test goes on to the next requirement and fails at its end.
  await step.catch((error: unknown) => {
    if (!(error instanceof Violation)) throw error;
  });
}

/** States that the target can be judged at all. */
export function targetCanBeJudged(): void {
  test('The target is reachable, accepts the credentials and knows the customer', ({ judgement }) => {
    if (judgement.obstacle !== undefined) throw new Violation([{ message: judgement.obstacle }]);
  });
}

/** A violated requirement. Where it was thrown is of no interest to anybody. */
class Violation extends Error {
  override readonly name = 'Violation';

  constructor(findings: Finding[]) {
    super(inWords(findings));
    this.stack = this.message;
  }
}

function inWords(findings: Finding[]): string {
  return findings
    .map(({ message, expected, actual, exchange }) =>
      [
        message,
        expected === undefined ? undefined : `expected: ${expected}`,
        actual === undefined ? undefined : `actual: ${actual}`,
        exchange === undefined ? undefined : `exchange: ${exchange}`,
      ]
        .filter((line) => line !== undefined)
        .join('\n  '),
    )
    .join('\n');
}
