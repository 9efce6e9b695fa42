import { create, type XMLElement } from 'xmlbuilder';
import type { Finding } from '../requirements/result.js';
import type { ReportedRequirement, Results } from './results.js';
import { themes } from '../requirements/catalogue.js';
import { visibleText } from './visible-text.js';
import { lgaNotice } from './wording.js';

/**
 * The results as JUnit XML: a test case for each requirement, its theme as the class. A violated MUST is
 * a failure; a warning passes and says so in its output; what could not be judged is an error; what is
 * not applicable or excluded is skipped, with the reason in its output.
 */
export function junitXml(results: Results): string {
  const { suite, target, requirements } = results;
  const counts = {
    tests: requirements.length,
    failures: requirements.filter(({ verdict }) => verdict === 'fail').length,
    errors: requirements.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error').length,
    skipped: requirements.filter(({ verdict }) => SKIPPED.has(verdict)).length,
  };
  const root = create('testsuites', { encoding: 'UTF-8' }).att({ name: visibleText(suite.name), ...counts });
  const element = root.ele('testsuite', {
    name: visibleText(`${suite.name} ${target.name}`),
    timestamp: new Date(results.startedAt).toISOString().slice(0, 19),
    time: results.durationMs / 1000,
    ...counts,
  });
  const properties = element.ele('properties');
  const property = (name: string, value: string): unknown => properties.ele('property', { name, value });
  property('verdict', results.verdict);
  property('target', visibleText(`${target.name} ${target.baseUrl}`.trim()));
  property('suite', visibleText(suite.version));
  property('contract', visibleText(suite.contract));
  const lga = lgaNotice(results);
  if (lga !== undefined) property('lga', lga);
  const durations = new Map(results.exchanges.map(({ id, durationMs }) => [id, durationMs]));
  for (const requirement of requirements) {
    const milliseconds = requirement.exchanges.reduce((sum, id) => sum + (durations.get(id) ?? 0), 0);
    const testCase = element.ele('testcase', {
      classname: themeTitle(requirement.theme),
      name: visibleText(`${requirement.id}: ${requirement.title}`),
      time: Math.round(milliseconds) / 1000,
    });
    judge(testCase, requirement);
  }
  return `${root.end({ pretty: true })}\n`;
}

const SKIPPED: ReadonlySet<string> = new Set(['not-applicable', 'excluded', 'deviation']);

function themeTitle(theme: string): string {
  const titles: Readonly<Partial<Record<string, string>>> = themes;
  return titles[theme] ?? visibleText(theme);
}

function judge(testCase: XMLElement, requirement: ReportedRequirement): void {
  const { verdict, level, findings } = requirement;
  const reason = visibleText(requirement.reason ?? 'no reason was given');
  switch (verdict) {
    case 'fail': {
      const [first] = findings;
      testCase
        .ele('failure', { message: visibleText(first?.message ?? requirement.title), type: level })
        .cdata(findingsText(findings));
      break;
    }
    case 'warn':
      testCase.ele('system-out').cdata(`warning\n${findingsText(findings)}`);
      break;
    case 'inconclusive':
    case 'error':
      testCase.ele('error', { message: reason, type: verdict });
      break;
    case 'deviation':
      testCase.ele('skipped');
      testCase.ele('system-out').cdata(`known deviation\n${findingsText(findings)}`);
      break;
    case 'not-applicable':
    case 'excluded':
      testCase.ele('skipped');
      testCase.ele('system-out').cdata(`${verdict}: ${reason}`);
      break;
    case 'pass':
  }
}

/** Findings as the content of a CDATA section; `]]>` would end it. */
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
