import { create, type XMLElement } from 'xmlbuilder';
import { themes } from '../requirements/catalogue.js';
import type { Finding } from '../requirements/result.js';
import { causesOf } from './causes.js';
import { groupedFindings } from './evidence.js';
import type { ReportedRequirement, Results } from './results.js';
import { verdictCounts } from './verdict.js';
import { visibleText } from './visible-text.js';
import { contractInWords, lgaNotice } from './wording.js';

/**
 * The results as JUnit XML: a test case for each requirement, its theme as the class. A violated MUST is
 * a failure; a warning passes and says so in its output; an inconclusive requirement is an error; one that is
 * not applicable or excluded is skipped, with the reason in its output.
 */
export function junitXml(results: Results): string {
  const { suite, target, requirements } = results;
  const has = verdictCounts(requirements);
  const counts = {
    tests: requirements.length,
    failures: has.fail,
    errors: has.inconclusive + has.error,
    skipped: has.deviation + has['not-applicable'] + has.excluded,
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
  property('contract', visibleText(contractInWords(suite)));
  const lga = lgaNotice(results);
  if (lga !== undefined) property('lga', lga);
  const durations = new Map(results.exchanges.map(({ id, durationMs }) => [id, durationMs]));
  const causes = causesOf(results);
  for (const requirement of requirements) {
    const { id } = requirement;
    const same = causes.flatMap(({ requirements }) => (requirements.includes(requirement) ? requirements : []));
    const others = new Set(same.map((other) => other.id).filter((other) => other !== id));
    const milliseconds = requirement.exchanges.reduce((sum, id) => sum + (durations.get(id) ?? 0), 0);
    const testCase = element.ele('testcase', {
      classname: themes[requirement.theme],
      name: visibleText(`${id}: ${requirement.title}`),
      time: Math.round(milliseconds) / 1000,
    });
    judge(testCase, requirement, [...others]);
  }
  return `${root.end({ pretty: true })}\n`;
}

/** Reports the verdict of a requirement, and which others are violated for the same reason. */
function judge(
  testCase: XMLElement,
  { verdict, level, findings, title, ...rest }: ReportedRequirement,
  also: string[],
) {
  const reason = visibleText(rest.reason ?? 'no reason was given');
  const text = findingsText(findings, also);
  switch (verdict) {
    case 'fail':
      testCase.ele('failure', { message: visibleText(findings[0]?.message ?? title), type: level }).cdata(text);
      break;
    case 'warn':
      testCase.ele('system-out').cdata(`warning\n${text}`);
      break;
    case 'inconclusive':
    case 'error':
      testCase.ele('error', { message: reason, type: verdict });
      break;
    case 'deviation':
    case 'not-applicable':
    case 'excluded':
      testCase.ele('skipped');
      testCase.ele('system-out').cdata(verdict === 'deviation' ? `known deviation\n${text}` : `${verdict}: ${reason}`);
      break;
    case 'pass':
  }
}

/** Findings as the content of a CDATA section, which `]]>` would end: each once, with the exchanges that have it. */
function findingsText(findings: readonly Finding[], also: readonly string[]): string {
  const blocks = groupedFindings(findings).map(({ finding: { message, path, expected, actual }, exchanges }) => {
    const details = { path, expected, actual, exchanges: exchanges.length === 0 ? undefined : exchanges.join(', ') };
    const lines = Object.entries(details).flatMap(([name, value]) =>
      value === undefined ? [] : [`  ${name}: ${value}`],
    );
    return [message, ...lines].map(visibleText).join('\n');
  });
  const same = also.length === 0 ? [] : [`The same cause violates ${also.join(', ')}.`];
  return [...blocks, ...same].join('\n').replaceAll(']]>', ']] >');
}
