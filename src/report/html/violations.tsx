import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import { repeatedIds } from '../curl.js';
import { evidenceOf, groupedFindings, type FindingGroup } from '../evidence.js';
import { actorName, responsibilityFor } from '../responsibility.js';
import type { ReportedRequirement, Results } from '../results.js';
import { violatedRequirements } from '../verdict.js';
import { affectedCustomers, pluralize } from '../wording.js';
import { ExchangeView } from './exchange.js';
import { RequirementLink, Section, Source, Terms, VerdictBadge } from './parts.js';

const SHOWN_EXCHANGES = 3;
const SHOWN_FINDINGS = 20;

/** Every violated requirement with its evidence: findings, exchanges, and who is responsible. */
export function Violations({ results }: { results: Results }): VNode {
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  const repeated = repeatedIds(results.exchanges);
  const violated = violatedRequirements(results);
  return (
    <Section id="violations" title="Violations and warnings">
      {violated.length === 0 ? <p>{results.verdict === 'pass' ? 'None.' : 'None was found.'}</p> : null}
      {violated.map((requirement, index) => (
        // The first violation is open, so that a report with one needs no click.
        <Violation {...{ requirement, results, exchanges, repeated }} open={index === 0} />
      ))}
    </Section>
  );
}

interface ViolationProps {
  requirement: ReportedRequirement;
  results: Results;
  exchanges: ReadonlyMap<string, StoredExchange>;
  repeated: ReadonlySet<string>;
  open: boolean;
}

function Violation({ requirement, results, exchanges, repeated, open }: ViolationProps): VNode {
  const { id, level, title, verdict } = requirement;
  const { actor, action } = responsibilityFor(requirement, results);
  const affected = affectedCustomers(requirement, results);
  const evidence = evidenceOf(requirement, exchanges);
  const groups = groupedFindings(requirement.findings);
  return (
    <details class={`violation ${verdict}`} id={id} open={open}>
      <summary>
        <VerdictBadge verdict={verdict} />
        <h3>{title}</h3>
        <span class="meta">
          <code>{id}</code> {level}
          {affected === undefined ? null : <>, {affected}</>}
        </span>
      </summary>
      <Terms
        kind="facts"
        of={[
          [
            'Responsible',
            <>
              <strong class="actor">{actorName(actor, results)}</strong>. {action}
            </>,
          ],
          ['Source', <Source requirement={requirement} />],
          ['Link', <RequirementLink id={id} />],
        ]}
      />
      {groups.slice(0, SHOWN_FINDINGS).map((group) => (
        <FindingView {...group} />
      ))}
      <More count={groups.length - SHOWN_FINDINGS} noun="more finding" />
      {evidence.slice(0, SHOWN_EXCHANGES).map(({ exchange, paths }, index) => (
        <ExchangeView {...{ exchange, paths, repeated }} open={index === 0} />
      ))}
      <More count={evidence.length - SHOWN_EXCHANGES} noun="more exchange" />
    </details>
  );
}

function More({ count, noun }: { count: number; noun: string }): VNode | null {
  return count > 0 ? <p class="more">{pluralize(count, noun)} in results.json.</p> : null;
}

function FindingView({ finding, exchanges }: FindingGroup): VNode {
  const { message, path, expected, actual, location, excerpt, count, customers = [] } = finding;
  const times = count === undefined ? '' : `${pluralize(count, 'time')}, `;
  const places = (customers.length > 0 ? customers : exchanges).slice(0, SHOWN_FINDINGS);
  const where =
    places.length === 0 ? '' : `${(count ?? 0) > places.length ? 'for example' : 'in'} ${places.join(', ')}`;
  const details = { Path: path, Where: location, Line: excerpt, Expected: expected, Actual: actual };
  return (
    <div class="finding">
      <p class="message">
        {message} <span class="count">{`${times}${where}`.replace(/, $/, '')}</span>
      </p>
      <Terms
        of={Object.entries(details).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, <code class={name.toLowerCase()}>{value}</code>] as const],
        )}
      />
    </div>
  );
}
