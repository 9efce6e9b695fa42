import { createRequire } from 'node:module';
import type { Builder, TestCase } from 'junit-report-builder';
import type { Finding } from '../requirements/result.js';
import type { ReportedRequirement, Results } from './results.js';
import { themes } from '../requirements/catalogue.js';
import { visibleText } from './visible-text.js';

/**
 * The results as JUnit XML: a test case for each requirement, its theme as the class. A violated MUST is
 * a failure; a warning passes and says so in its output; what could not be judged is an error; what is
 * not applicable or excluded is skipped, with the reason in its output.
 */
export function junitXml(results: Results): string {
  // The package is CommonJS whose types promise a default export that it does not have.
  const junit = createRequire(import.meta.url)('junit-report-builder') as Builder;
  const report = junit.newBuilder().name(visibleText(results.suite.name));
  const suite = report
    .testSuite()
    .name(visibleText(`${results.suite.name} ${results.target.name}`))
    .timestamp(new Date(results.startedAt))
    .time(results.durationMs / 1000)
    .property('verdict', results.verdict)
    .property('target', visibleText(`${results.target.name} ${results.target.baseUrl}`.trim()))
    .property('suite', visibleText(results.suite.version))
    .property('contract', visibleText(results.suite.contract));
  const durations = new Map(results.exchanges.map(({ id, durationMs }) => [id, durationMs]));
  for (const requirement of results.requirements) {
    const milliseconds = requirement.exchanges.reduce((sum, id) => sum + (durations.get(id) ?? 0), 0);
    const testCase = suite
      .testCase()
      .className(themeTitle(requirement.theme))
      .name(visibleText(`${requirement.id}: ${requirement.title}`))
      .time(Math.round(milliseconds) / 1000);
    judge(testCase, requirement);
  }
  return `${report.build()}\n`;
}

function themeTitle(theme: string): string {
  const titles: Readonly<Partial<Record<string, string>>> = themes;
  return titles[theme] ?? visibleText(theme);
}

function judge(testCase: TestCase, requirement: ReportedRequirement): void {
  const { verdict, level, findings } = requirement;
  const reason = visibleText(requirement.reason ?? 'no reason was given');
  switch (verdict) {
    case 'fail': {
      const [first] = findings;
      testCase.failure(visibleText(first?.message ?? requirement.title), level).stacktrace(findingsText(findings));
      break;
    }
    case 'warn':
      testCase.standardOutput(`warning\n${findingsText(findings)}`);
      break;
    case 'inconclusive':
    case 'error':
      testCase.error(reason, verdict);
      break;
    case 'deviation':
      testCase.skipped().standardOutput(`known deviation\n${findingsText(findings)}`);
      break;
    case 'not-applicable':
    case 'excluded':
      testCase.skipped().standardOutput(`${verdict}: ${reason}`);
      break;
    case 'pass':
  }
}

/** Findings as the content of a CDATA section; the builder would split only the first `]]>` of a text. */
function findingsText(findings: readonly Finding[]): string {
  return findings
    .map(({ message, path, expected, actual, exchange }) =>
      [
        message,
        ...(path === undefined ? [] : [`  path:     ${path}`]),
        ...(expected === undefined ? [] : [`  expected: ${expected}`]),
        ...(actual === undefined ? [] : [`  actual:   ${actual}`]),
        ...(exchange === undefined ? [] : [`  exchange: ${exchange}`]),
      ]
        .map(visibleText)
        .join('\n'),
    )
    .join('\n')
    .replaceAll(']]>', ']] >');
}
