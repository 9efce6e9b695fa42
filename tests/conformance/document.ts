import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import type { Finding } from '../../src/requirements/result.js';
import { requirementOf, type RequirementId } from '../../src/requirements/catalogue.js';
import { JUDGEMENT_FILE, type SuiteRun } from '../../src/report/suite-run.js';
import { withEmbeddedTarget } from '../../src/suite/embedded.js';
import { DEADLINE_MS, runSuite } from '../../src/suite/run.js';
import { embeddedLimits, remoteConfiguration, type TargetName } from '../../src/targets/configuration.js';

/** Options of a project of playwright.config.ts. */
export interface ConformanceOptions {
  target: TargetName;
}

/**
 * A test that is given what the suite found. The target is asked once, in memory; since a worker ends
 * with each failed test, its successors find the redacted judgement in the folder of the run.
 */
const test = base.extend<object, ConformanceOptions & { judgement: SuiteRun }>({
  target: ['embedded', { option: true, scope: 'worker' }],
  judgement: [
    async ({ target }, use, { project }) => {
      const file = join(project.outputDir, JUDGEMENT_FILE);
      if (!existsSync(file)) {
        const judgement = await judge(target);
        mkdirSync(project.outputDir, { recursive: true });
        writeFileSync(file, JSON.stringify(judgement));
      }
      await use(JSON.parse(readFileSync(file, 'utf8')) as SuiteRun);
    },
    { scope: 'worker', timeout: DEADLINE_MS + 30_000 },
  ],
});

async function judge(target: TargetName): Promise<SuiteRun> {
  const folder = process.cwd();
  if (target === 'embedded') return withEmbeddedTarget(embeddedLimits(folder, process.env), {}, (it) => runSuite(it));
  return runSuite(remoteConfiguration(target, folder, process.env));
}

/** A chapter of the conformance document. */
export function chapter(title: string, requirements: () => void): void {
  test.describe(title, requirements);
}

/** States that the target fulfils a requirement of the catalogue. */
export function requirement(id: RequirementId): void {
  const { title, level, source, url } = requirementOf(id);
  const annotation = [
    { type: 'requirement', description: id },
    { type: 'level', description: level },
    { type: 'source', description: url === undefined ? source : `${source}, ${url}` },
  ];
  test(`${level} ${title}`, { annotation }, async ({ judgement }, testInfo) => {
    const result = judgement.requirements.find((entry) => entry.id === id);
    if (result === undefined) throw new Error(`the run says nothing of ${id}`);
    const violated = result.verdict === 'fail' || result.verdict === 'warn';
    for (const exchange of violated ? judgement.exchanges : []) {
      if (!result.findings.some((finding) => finding.exchange === exchange.id)) continue;
      const body = JSON.stringify(exchange, null, 2);
      await testInfo.attach(`exchange ${exchange.id}`, { body, contentType: 'application/json' });
    }
    if (result.verdict === 'fail') throw new Violation(result.findings);
    if (result.verdict === 'warn')
      testInfo.annotations.push({ type: 'warning', description: inWords(result.findings) });
    test.skip(result.verdict !== 'pass' && !violated, `${result.verdict}: ${result.reason ?? ''}`);
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
