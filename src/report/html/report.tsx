import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Portfolio } from '../../portfolio/portfolio.js';
import type { Coverage } from '../coverage.js';
import type { DriftEntry } from '../drift.js';
import type { History } from '../history.js';
import type { Results } from '../results.js';
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

const POLICY = [
  "default-src 'none'",
  `style-src ${hashSource(style)}`,
  `script-src ${hashSource(clientScript)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a report shows in addition to the results. */
interface ReportContext {
  history: History;
  coverage: Coverage;
  drift: DriftEntry[];
  /** Only a sweep has it. */
  portfolio?: Portfolio | undefined;
}

/** One part of the report, with its entry in the navigation. */
type Part = readonly [id: string, title: string, body: VNode];

/** What the report of a run shows, in order; a client's maintainer does not see what concerns providers. */
function partsOf(results: Results, context: ReportContext): Part[] {
  const { coverage, drift, history, portfolio } = context;
  const ofClient = judgesAClient(results);
  return [
    ['violations', 'Violations', <Violations results={results} />],
    ...(ofClient ? [['client-requests', 'Requests', <ClientRequestsSection results={results} />] as const] : []),
    ...(portfolio === undefined
      ? []
      : [['portfolio', 'Customers', <PortfolioSection {...{ portfolio, results }} />] as const]),
    ['requirements', 'Requirements', <Matrix results={results} />],
    ...(ofClient
      ? []
      : ([
          ['drift', 'Drift', <DriftSection {...{ drift, coverage }} comparison={results.sweep?.comparison} />],
          ['coverage', 'Coverage', <CoverageSection coverage={coverage} />],
          ['contradictions', 'Contradictions', <ContradictionsSection />],
        ] as const)),
    ['history', 'History', <HistorySection history={history} results={results} />],
    ...(ofClient ? [] : [['exchanges', 'Exchanges', <ExchangesSection results={results} />] as const]),
  ];
}

/**
 * The conformance report: one self-contained HTML document that needs no network. Text of the
 * provider is shown as text, never as markup.
 */
export function reportHtml(results: Results, context: ReportContext): string {
  const shown = withVisibleTexts({ results, context });
  return `<!doctype html>\n${render(<Page {...shown} />)}\n`;
}

function Page({ results, context }: { results: Results; context: ReportContext }): VNode {
  const { sign, words } = RUN_WORDING[results.verdict];
  const parts = partsOf(results, context);
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
        <Head results={results} coverage={context.coverage} history={context.history} />
        <nav aria-label="Sections">
          <ul>
            {parts.map(([id, title]) => (
              <li>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>{parts.map(([, , body]) => body)}</main>
        <script dangerouslySetInnerHTML={{ __html: clientScript }} />
      </body>
    </html>
  );
}

/** The name of an inline style or script in the policy: nothing that was not written here can match it. */
function hashSource(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
