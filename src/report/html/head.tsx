import type { ComponentChildren, VNode } from 'preact';
import { causesOf, type Cause } from '../causes.js';
import type { Coverage } from '../coverage.js';
import { grouped } from '../grouped.js';
import type { History } from '../history.js';
import { actorName, byActor, responsibilityFor } from '../responsibility.js';
import type { ReportedRequirement, Results } from '../results.js';
import { isUnjudged, verdictsOf } from '../verdict.js';
import {
  contractInWords,
  affectedCustomers,
  pluralize,
  deviationsInWords,
  durationInWords,
  lgaNotice,
  momentInWords,
  RUN_WORDING,
  selfTestNotice,
} from '../wording.js';
import { SinceLastRun } from './history.js';
import { Terms, VerdictBadge, type Pair } from './parts.js';

/** Rows of a list in the head; the rest is a link away. */
const SHOWN = 6;

/** The verdict, what broke, who owns it, and what was not tested: what a person wants to know before scrolling. */
export function Head({
  results,
  coverage,
  history,
}: {
  results: Results;
  coverage: Coverage;
  history: History;
}): VNode {
  const { sign, words } = RUN_WORDING[results.verdict];
  const notice = selfTestNotice(results);
  const lga = lgaNotice(results);
  const { suite, target } = results;
  const deviations = deviationsInWords(results);
  return (
    <header class={`head ${results.verdict}`}>
      {notice === undefined ? null : <p class="notice">{notice}</p>}
      <p class="subject">Conformance of GET /v3/customers/{'{customer-id}'}</p>
      <h1>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>{' '}
        {words}
      </h1>
      <p class="summary">{results.summary}</p>
      {lga === undefined ? null : <p class="notice">{lga}</p>}
      <Terms
        kind="facts"
        of={[
          ['Target', [target.name, target.baseUrl].filter((text) => text !== '').join(' · ')],
          ['Time', `${momentInWords(results.startedAt)}, ${durationInWords(results.durationMs)}`],
          ['Suite', `${suite.name} ${suite.version}`],
          ['Contract', contractInWords(suite)],
        ]}
      />
      <Counts results={results} />
      <Answers results={results} />
      <div class="answers context">
        <NotTested coverage={coverage} />
        {deviations.length === 0 ? null : (
          <div>
            <h2>Known deviations</h2>
            <ul>
              {deviations.map((text) => (
                <li>{text}</li>
              ))}
            </ul>
          </div>
        )}
        <SinceLastRun history={history} results={results} />
      </div>
    </header>
  );
}

function Counts({ results }: { results: Results }): VNode {
  return (
    <ul class="counts" aria-label="Requirements by verdict">
      {verdictsOf(results.requirements).map(([verdict, count]) => (
        <li>
          <a href="#requirements" data-show={verdict}>
            <strong>{count}</strong> <VerdictBadge {...{ verdict, count }} />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** What the verdict does not cover, and what would enable it. */
function NotTested({ coverage: { notApplicable, notJudged, excluded } }: { coverage: Coverage }): VNode {
  const groups: [readonly unknown[], ComponentChildren][] = [
    ...notApplicable.map(({ reason, requirements }) => [requirements, reason] as [unknown[], string]),
    [notJudged, <a href="#coverage">Inconclusive.</a>],
    [excluded, <a href="#coverage">Excluded, each with its reason.</a>],
  ];
  const rows = groups
    .filter(([{ length }]) => length > 0)
    .map(([{ length }, why]): Pair => [pluralize(length, 'requirement'), why]);
  return (
    <div>
      <h2>Not tested</h2>
      {rows.length === 0 ? <p>Nothing was left out.</p> : <Rows rows={rows} more="#coverage" />}
    </div>
  );
}

/** The first rows of a list, each with a count or a verdict. */
function Rows({ rows, more }: { rows: readonly Pair[]; more: string }) {
  const hidden = rows.length - SHOWN;
  return (
    <>
      <ul class="broken">
        {rows.slice(0, SHOWN).map(([badge, text]) => (
          <li>
            <span class="count">{badge}</span> <span>{text}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <p>
          <a href={more}>and {hidden} more</a>
        </p>
      ) : null}
    </>
  );
}

/** What keeps the run from passing, or what it warns of, and who is responsible. */
function Answers({ results }: { results: Results }): VNode {
  const causes = causesOf(results);
  const failed = causes.filter(({ verdict }) => verdict === 'fail');
  const obstructed = results.requirements.filter(isUnjudged);
  if (failed.length > 0) return <Broken title="What broke" causes={failed} results={results} />;
  if (obstructed.length > 0) {
    const reasons = grouped(obstructed, ({ reason }) => reason ?? 'No reason was given.');
    return (
      <Answer title="Why it could not be judged" requirements={obstructed} results={results}>
        <Rows rows={[...reasons].map(([reason, group]) => [`${group.length}×`, reason])} more="#requirements" />
      </Answer>
    );
  }
  if (causes.length > 0) return <Broken title="Warnings" causes={causes} results={results} />;
  return <p class="nothing">No violations; no action needed.</p>;
}

/** One row for each cause, however many requirements it violates. */
function Broken({ title, causes, results }: { title: string; causes: Cause[]; results: Results }): VNode {
  const rows = causes.map(({ requirements: [first, ...others], title, verdict, findings: [finding] }) => {
    const customers = affectedCustomers(first, results);
    const text = (
      <>
        <a href={`#${encodeURIComponent(first.id)}`}>{title}</a>
        {customers === undefined ? null : <span class="count"> {customers}</span>}
        {others.length === 0 ? null : <span class="count"> {pluralize(others.length + 1, 'requirement')}</span>}
        {finding?.expected === undefined || finding.actual === undefined ? null : (
          <span class="gist">
            expected <code>{finding.expected}</code>, got <code>{finding.actual}</code>
          </span>
        )}
      </>
    );
    return [<VerdictBadge verdict={verdict} />, text] as const;
  });
  return (
    <Answer title={title} requirements={causes.flatMap(({ requirements }) => requirements)} results={results}>
      <Rows rows={rows} more="#violations" />
    </Answer>
  );
}

interface AnswerProps {
  title: string;
  requirements: ReportedRequirement[];
  results: Results;
  children: ComponentChildren;
}

/** A list, with those responsible for it beside it. */
function Answer({ title, requirements, results, children }: AnswerProps): VNode {
  return (
    <div class="answers">
      <div>
        <h2>{title}</h2>
        {children}
      </div>
      <div>
        <h2>Responsible</h2>
        <ul class="actors">
          {byActor(requirements, results).map(([actor, group]) => (
            <li>
              <strong class="actor">{actorName(actor, results)}</strong>{' '}
              <span class="count">{pluralize(group.length, 'requirement')}</span>
              <br />
              {group[0] === undefined ? '' : responsibilityFor(group[0], results).action}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
