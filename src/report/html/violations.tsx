import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import type { Finding } from '../../requirements/result.js';
import { repeatedIds } from '../curl.js';
import { evidenceOf, groupedFindings, type FindingGroup } from '../evidence.js';
import { actorName, responsibilityFor } from '../responsibility.js';
import type { ReportedRequirement, Results } from '../results.js';
import { violatedRequirements } from '../verdict.js';
import { affectedCustomers, pluralize } from '../wording.js';
import { ExchangeView } from './exchange.js';
import { Section, Source, VerdictBadge } from './parts.js';

/** The first violation is open, so that a report with one needs no click. */
const OPEN = 1;
const SHOWN_FINDINGS = 20;
const SHOWN_EXCHANGES = 3;

/** Every violated requirement with its evidence: findings, exchanges, and who is responsible. */
export function Violations({ results }: { results: Results }): VNode {
  const exchanges = new Map(results.exchanges.map((exchange) => [exchange.id, exchange]));
  const repeated = repeatedIds(results.exchanges);
  const violated = violatedRequirements(results);
  return (
    <Section id="violations" title="Violations and warnings">
      {violated.length === 0 ? <p>No requirement was violated.</p> : null}
      {violated.map((requirement, index) => (
        <Violation {...{ requirement, results, exchanges, repeated }} open={index < OPEN} />
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
  const { id, level, title, verdict, findings } = requirement;
  const { actor, action } = responsibilityFor(requirement, results);
  const groups = groupedFindings(findings);
  const affected = affectedCustomers(requirement, results);
  const evidence = evidenceOf(requirement, exchanges);
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
      <dl class="facts">
        <div>
          <dt>Responsible</dt>
          <dd>
            <strong class="actor">{actorName(actor, results)}</strong>. {action}
          </dd>
        </div>
        <div>
          <dt>Source</dt>
          <dd>
            <Source requirement={requirement} />
          </dd>
        </div>
        <div>
          <dt>Link</dt>
          <dd>
            <a href={`#${encodeURIComponent(id)}`}>
              <code>#{id}</code>
            </a>
          </dd>
        </div>
      </dl>
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
  const { message, path, expected, actual, location, excerpt } = finding;
  return (
    <div class="finding">
      <p class="message">
        {message}
        {finding.count !== undefined ? (
          <Seen finding={finding} />
        ) : exchanges.length > 0 ? (
          <span class="count"> in {exchanges.slice(0, SHOWN_FINDINGS).join(', ')}</span>
        ) : null}
      </p>
      <dl>
        {path === undefined ? null : <Term name="Path" value={path} />}
        {location === undefined ? null : <Term name="Where" value={location} />}
        {excerpt === undefined ? null : <Term name="Line" value={excerpt} />}
        {expected === undefined ? null : <Term name="Expected" value={expected} />}
        {actual === undefined ? null : <Term name="Actual" value={actual} />}
      </dl>
    </div>
  );
}

/** How often, and in which customers, as far as they are known. */
function Seen({ finding: { count = 0, customers = [] } }: { finding: Finding }): VNode {
  return (
    <span class="count">
      {' '}
      {pluralize(count, 'time')}
      {customers.length === 0 ? '' : `, ${count > customers.length ? 'for example' : 'in'} ${customers.join(', ')}`}
    </span>
  );
}

function Term({ name, value }: { name: 'Path' | 'Where' | 'Line' | 'Expected' | 'Actual'; value: string }): VNode {
  return (
    <div class={name.toLowerCase()}>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
    </div>
  );
}
