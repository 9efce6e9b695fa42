import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import { pathOf } from '../console.js';
import { repeatedIds } from '../curl.js';
import { exchangesOf } from '../evidence.js';
import type { ReportedRequirement, Results } from '../results.js';
import { pluralize } from '../wording.js';
import { ExchangeView } from './exchange.js';
import { RequirementLink, Section, Source, Table, VerdictBadge } from './parts.js';

/** The most requests that are shown; a browser still copes with them. */
const SHOWN_REQUESTS = 300;

/** Whether a run has judged the requests of a client, so that there is something to show. */
export function judgesAClient({ target }: Results): boolean {
  return target.name === 'gate';
}

/** Every request of the client as a row: rule by rule, with the exchange. */
export function ClientRequestsSection({ results }: { results: Results }): VNode {
  const { exchanges, requirements } = results;
  const repeated = repeatedIds(exchanges);
  const hidden = exchanges.length - SHOWN_REQUESTS;
  return (
    <Section id="client-requests" title="Requests of the client">
      {exchanges.length === 0 ? <p>The client sent no request.</p> : null}
      {exchanges.slice(0, SHOWN_REQUESTS).map((exchange) => (
        <RequestRow {...{ exchange, requirements, repeated }} />
      ))}
      {hidden > 0 ? <p class="more">{pluralize(hidden, 'more request')} in results.json.</p> : null}
    </Section>
  );
}

interface RequestRowProps {
  exchange: StoredExchange;
  requirements: readonly ReportedRequirement[];
  repeated: ReadonlySet<string>;
}

function RequestRow({ exchange, requirements, repeated }: RequestRowProps): VNode {
  const { id, purpose, request, response, error } = exchange;
  const rules = requirements
    .filter(({ exchanges }) => exchanges.includes(id))
    .map((requirement) => {
      const findings = requirement.findings.filter((finding) => exchangesOf(finding).includes(id));
      return { requirement, findings, verdict: findings.length > 0 ? requirement.verdict : 'pass' };
    });
  const worst = (['fail', 'warn'] as const).find((one) => rules.some(({ verdict }) => verdict === one)) ?? 'pass';
  return (
    <details class="group request">
      <summary>
        <VerdictBadge verdict={worst} /> <code>{id}</code> {request.method} {pathOf(request.url)} →{' '}
        {response?.status ?? error ?? 'no response'} <span class="meta">{purpose}</span>
      </summary>
      <Table
        columns={['Verdict', 'Rule', 'What the documentation requires']}
        rows={rules.map(({ requirement, findings, verdict }) => [
          <VerdictBadge verdict={verdict} />,
          <RequirementLink id={requirement.id} />,
          <>
            {requirement.title} (<Source requirement={requirement} />)
            {findings.map(({ message, expected = '', actual = '' }) => (
              <p>
                <strong>{message}</strong>: expected <code>{expected}</code>, got <code>{actual}</code>
              </p>
            ))}
          </>,
        ])}
      />
      <ExchangeView {...{ exchange, repeated }} paths={new Set()} open={worst !== 'pass'} />
    </details>
  );
}
