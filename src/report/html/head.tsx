import type { VNode } from 'preact';
import { causesOf, type Cause } from '../causes.js';
import type { Coverage } from '../coverage.js';
import { grouped } from '../grouped.js';
import { actorName, byActor, responsibilityFor } from '../responsibility.js';
import type { ReportedRequirement, Results } from '../results.js';
import { verdictCounts, VERDICTS } from '../verdict.js';
import {
  affectedCustomers,
  pluralize,
  deviationInWords,
  durationInWords,
  lgaNotice,
  momentInWords,
  RUN_WORDING,
  selfTestNotice,
} from '../wording.js';
import { SinceLastRun } from './history.js';
import { VerdictBadge } from './parts.js';
import type { ReportContext } from './report-context.js';

/** What stands in the head itself; the rest is a link away. */
const SHOWN = 6;

/** The verdict, what broke, who owns it, and what was not tested: what a person wants to know before scrolling. */
export function Head({ results, context: { coverage, history } }: { results: Results; context: ReportContext }): VNode {
  const { sign, words } = RUN_WORDING[results.verdict];
  const notice = selfTestNotice(results);
  const lga = lgaNotice(results);
  const { suite, target } = results;
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
      <dl class="facts">
        <Fact name="Target" value={[target.name, target.baseUrl].filter((text) => text !== '').join(' · ')} />
        <Fact name="Time" value={`${momentInWords(results.startedAt)}, ${durationInWords(results.durationMs)}`} />
        <Fact name="Suite" value={`${suite.name} ${suite.version}`} />
        <Fact name="Contract" value={suite.contract} />
      </dl>
      <Counts results={results} />
      <Answers results={results} />
      <div class="answers context">
        <NotTested coverage={coverage} />
        <KnownDeviations results={results} />
        <SinceLastRun history={history} results={results} />
      </div>
    </header>
  );
}

/** What the verdict does not cover, and what would enable it. */
function NotTested({ coverage: { notApplicable, notJudged } }: { coverage: Coverage }): VNode {
  const hidden = notApplicable.length - SHOWN;
  return (
    <div>
      <h2>Not tested</h2>
      {notApplicable.length === 0 && notJudged.length === 0 ? <p>Nothing was left out.</p> : null}
      <ul class="broken">
        {notApplicable.slice(0, SHOWN).map(({ reason, requirements }) => (
          <li>
            <span class="count">{pluralize(requirements.length, 'requirement')}</span> <span>{reason}</span>
          </li>
        ))}
      </ul>
      {notJudged.length > 0 || hidden > 0 ? (
        <p>
          <a href="#requirements">
            {[
              ...(notJudged.length > 0 ? [`${notJudged.length} inconclusive`] : []),
              ...(hidden > 0 ? [`${hidden} more reasons`] : []),
            ].join(', ')}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** The violations that were accepted for now, and those entries that are due for removal. */
function KnownDeviations({ results: { deviations = [] } }: { results: Results }): VNode | null {
  const shown = deviations.flatMap((deviation) => deviationInWords(deviation) ?? []);
  if (shown.length === 0) return null;
  return (
    <div>
      <h2>Known deviations</h2>
      <ul>
        {shown.map((text) => (
          <li>{text}</li>
        ))}
      </ul>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Counts({ results }: { results: Results }): VNode {
  const counts = verdictCounts(results.requirements);
  return (
    <ul class="counts" aria-label="Requirements by verdict">
      {VERDICTS.filter((verdict) => counts[verdict] > 0).map((verdict) => (
        <li>
          <a href="#requirements" data-show={verdict}>
            <strong>{counts[verdict]}</strong> <VerdictBadge verdict={verdict} count={counts[verdict]} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Answers({ results }: { results: Results }): VNode {
  const causes = causesOf(results);
  const failed = causes.filter(({ verdict }) => verdict === 'fail');
  const obstructed = results.requirements.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error');
  if (failed.length > 0) return <Answer title="What broke" causes={failed} results={results} />;
  if (obstructed.length > 0) return <Obstacles requirements={obstructed} results={results} />;
  if (causes.length > 0) return <Answer title="Worth a look" causes={causes} results={results} />;
  return <p class="nothing">No violations; no action needed.</p>;
}

/** One row for each cause, whatever the number of requirements that it violates. */
function Answer({ title, causes, results }: { title: string; causes: Cause[]; results: Results }): VNode {
  const hidden = causes.length - SHOWN;
  return (
    <div class="answers">
      <div>
        <h2>{title}</h2>
        <ul class="broken">
          {causes.slice(0, SHOWN).map(({ requirements: [first, ...others], title, verdict, findings }) => (
            <li>
              <VerdictBadge verdict={verdict} />
              <span>
                <a href={`#${encodeURIComponent(first?.id ?? '')}`}>{title}</a>
                <Affected requirement={first} results={results} />
                {others.length > 0 ? <span class="count"> {pluralize(others.length + 1, 'requirement')}</span> : null}
                <Gist finding={findings[0]} />
              </span>
            </li>
          ))}
        </ul>
        {hidden > 0 ? (
          <p>
            <a href="#violations">and {hidden} more</a>
          </p>
        ) : null}
      </div>
      <Actors requirements={causes.flatMap(({ requirements }) => requirements)} results={results} />
    </div>
  );
}

/** In a sweep: how many of its customers a violation concerns. */
function Affected({ requirement, results }: { requirement: ReportedRequirement | undefined; results: Results }) {
  const words = requirement === undefined ? undefined : affectedCustomers(requirement, results);
  return words === undefined ? null : <span class="count"> {words}</span>;
}

function Gist({ finding }: { finding: ReportedRequirement['findings'][number] | undefined }): VNode | null {
  if (finding?.expected === undefined || finding.actual === undefined) return null;
  return (
    <span class="gist">
      expected <code>{finding.expected}</code>, got <code>{finding.actual}</code>
    </span>
  );
}

function Obstacles({ requirements, results }: { requirements: ReportedRequirement[]; results: Results }): VNode {
  const reasons = [...grouped(requirements, ({ reason }) => reason ?? 'No reason was given.')];
  return (
    <div class="answers">
      <div>
        <h2>Why it could not be judged</h2>
        <ul class="broken">
          {reasons.slice(0, SHOWN).map(([reason, group]) => (
            <li>
              <span class="count">{group.length}×</span> <span>{reason}</span>
            </li>
          ))}
        </ul>
      </div>
      <Actors requirements={requirements} results={results} />
    </div>
  );
}

function Actors({ requirements, results }: { requirements: ReportedRequirement[]; results: Results }): VNode {
  return (
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
  );
}
