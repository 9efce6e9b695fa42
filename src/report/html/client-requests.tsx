import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import type { Finding, RequirementVerdict } from '../../requirements/result.js';
import { pathOf } from '../console.js';
import { repeatedIds } from '../curl.js';
import type { ReportedRequirement, Results } from '../results.js';
import { pluralize } from '../wording.js';
import { ExchangeView } from './exchange.js';
import { Section, Source, VerdictBadge } from './parts.js';

/** More rows than anybody reads, and few enough for a browser. */
const SHOWN_REQUESTS = 300;

/** What one requirement says of one request. */
interface RuleOnRequest {
  requirement: ReportedRequirement;
  verdict: RequirementVerdict;
  findings: Finding[];
}

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
        <RequestRow {...{ exchange, repeated }} rules={rulesOn(exchange, requirements)} />
      ))}
      {hidden > 0 ? <p class="more">{pluralize(hidden, 'more request')} in results.json.</p> : null}
    </Section>
  );
}

function rulesOn({ id }: StoredExchange, requirements: readonly ReportedRequirement[]): RuleOnRequest[] {
  return requirements
    .filter(({ exchanges }) => exchanges.includes(id))
    .map((requirement) => {
      const findings = requirement.findings.filter(
        ({ exchange, exchanges = [] }) => exchange === id || exchanges.includes(id),
      );
      return { requirement, findings, verdict: findings.length > 0 ? requirement.verdict : 'pass' };
    });
}

interface RequestRowProps {
  exchange: StoredExchange;
  rules: RuleOnRequest[];
  repeated: ReadonlySet<string>;
}

function RequestRow({ exchange, rules, repeated }: RequestRowProps): VNode {
  const { id, purpose, request, response, error } = exchange;
  const broken = rules.filter(({ findings }) => findings.length > 0);
  const worst =
    (['fail', 'warn'] as const).find((verdict) => broken.some((rule) => rule.verdict === verdict)) ?? 'pass';
  return (
    <details class="group request">
      <summary>
        <VerdictBadge verdict={worst} /> <code>{id}</code> {request.method} {pathOf(request.url)} →{' '}
        {response?.status ?? error ?? 'no response'} <span class="meta">{purpose}</span>
      </summary>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">Verdict</th>
            <th scope="col">Rule</th>
            <th scope="col">What the documentation asks for</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <RuleRow {...rule} />
          ))}
        </tbody>
      </table>
      <ExchangeView {...{ exchange, repeated }} paths={new Set()} open={broken.length > 0} />
    </details>
  );
}

function RuleRow({ requirement, verdict, findings }: RuleOnRequest): VNode {
  return (
    <tr>
      <td>
        <VerdictBadge verdict={verdict} />
      </td>
      <td>
        <a href={`#${encodeURIComponent(requirement.id)}`}>
          <code>{requirement.id}</code>
        </a>
      </td>
      <td>
        {requirement.title} (<Source requirement={requirement} />)
        {findings.map(({ message, expected, actual }) => (
          <p>
            <strong>{message}</strong>: expected <code>{expected ?? ''}</code>, got <code>{actual ?? ''}</code>
          </p>
        ))}
      </td>
    </tr>
  );
}
