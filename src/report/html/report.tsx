import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Coverage } from '../coverage.js';
import type { DriftEntry } from '../drift.js';
import type { History } from '../history.js';
import type { Results } from '../results.js';
import type { SweepReport } from '../sweep-report.js';
import { withVisibleTexts } from '../visible-text.js';
import { RUN_WORDING } from '../wording.js';
import { ClientRequestsSection, judgesAClient } from './client-requests.js';
import { clientScript } from './client-script.js';
import { ContradictionsSection, CoverageSection } from './coverage.js';
import { DriftSection } from './drift.js';
import { ExchangesSection } from './exchanges.js';
import { Head } from './head.js';
import { HistorySection } from './history.js';
import { Matrix } from './matrix.js';
import { PortfolioSection } from './portfolio.js';
import { style } from './style.js';
import { Violations } from './violations.js';

/** What a report shows beside the results themselves. */
export interface ReportContext {
  history: History;
  coverage: Coverage;
  drift: DriftEntry[];
  /** Only a sweep has it. */
  sweep?: SweepReport;
}

const POLICY = [
  "default-src 'none'",
  `style-src ${hashSource(style)}`,
  `script-src ${hashSource(clientScript)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const SECTIONS = [
  ['violations', 'Violations'],
  ['requirements', 'Requirements'],
  ['coverage', 'Coverage'],
  ['drift', 'Drift'],
  ['contradictions', 'Contradictions'],
  ['history', 'History'],
  ['exchanges', 'Exchanges'],
] as const;

function sectionsOf(results: Results, { sweep }: ReportContext): (readonly [id: string, title: string])[] {
  const [violations, ...others] = SECTIONS;
  const own: (readonly [string, string])[] = [
    ...(judgesAClient(results) ? [['client-requests', 'Requests'] as const] : []),
    ...(sweep === undefined ? [] : [['portfolio', 'Customers'] as const]),
  ];
  return [violations, ...own, ...others];
}

/**
 * The conformance report: one HTML document that needs nothing beside it and no network. Text of the
 * provider is shown as text, whatever it holds.
 */
export function reportHtml(results: Results, context: ReportContext): string {
  const shown = withVisibleTexts({ results, context });
  return `<!doctype html>\n${render(<Page {...shown} />)}\n`;
}

function Page({ results, context }: { results: Results; context: ReportContext }): VNode {
  const { sign, words } = RUN_WORDING[results.verdict];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${sign} ${words}: ${results.target.name}, ${results.suite.name}`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#violations">
          Skip to the violations
        </a>
        <Head results={results} />
        <nav aria-label="Sections">
          <ul>
            {sectionsOf(results, context).map(([id, title]) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          <Violations results={results} />
          {judgesAClient(results) ? <ClientRequestsSection results={results} /> : null}
          {context.sweep === undefined ? null : (
            <PortfolioSection sweep={context.sweep} coverage={context.coverage} results={results} />
          )}
          <Matrix results={results} />
          <CoverageSection coverage={context.coverage} />
          <DriftSection drift={context.drift} comparison={results.sweep?.comparison} />
          <ContradictionsSection />
          <HistorySection history={context.history} results={results} />
          <ExchangesSection results={results} />
        </main>
        <script dangerouslySetInnerHTML={{ __html: clientScript }} />
      </body>
    </html>
  );
}

/** What a policy calls an inline style or script by: nothing that was not written here can match it. */
function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
