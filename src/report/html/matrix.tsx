import type { VNode } from 'preact';
import { themes } from '../../requirements/catalogue.js';
import { grouped } from '../grouped.js';
import type { ReportedRequirement, Results } from '../results.js';
import { isViolated, verdictsOf } from '../verdict.js';
import { countedVerdict, countsInWords, VERDICT_WORDING } from '../wording.js';
import { RequirementLink, Section, Source, VerdictBadge } from './parts.js';

/** Every requirement of the run by theme. Themes are collapsed until they are opened or the filter matches. */
export function Matrix({ results }: { results: Results }): VNode {
  const { requirements } = results;
  return (
    <Section id="requirements" title="Requirements">
      <Filter requirements={requirements} />
      {[...grouped(requirements, ({ theme }) => theme)].map(([theme, group]) => (
        <Theme title={themes[theme]} requirements={group} />
      ))}
      <p id="nothing-shown" hidden>
        No requirement matches.
      </p>
    </Section>
  );
}

function Filter({ requirements }: { requirements: ReportedRequirement[] }): VNode {
  return (
    <form id="filter" role="search" aria-label="Filter the requirements" hidden>
      <label class="text-filter">
        <span class="visually-hidden">Text</span>
        <input type="search" name="text" placeholder="Filter by id, sentence or source" autocomplete="off" />
      </label>
      <fieldset>
        <legend class="visually-hidden">Verdict</legend>
        <label class="choice">
          <input type="radio" name="verdict" value="" checked />
          <span>all {requirements.length}</span>
        </label>
        {verdictsOf(requirements).map(([verdict, count]) => (
          <label class={`choice ${verdict}`}>
            <input type="radio" name="verdict" value={verdict} />
            <span>
              <span aria-hidden="true">{VERDICT_WORDING[verdict].sign}</span> {countedVerdict(count, verdict)}
            </span>
          </label>
        ))}
      </fieldset>
      <output id="shown" role="status" />
    </form>
  );
}

function Theme({ title, requirements }: { title: string; requirements: ReportedRequirement[] }): VNode {
  return (
    <details class="theme">
      <summary>
        <h3>{title}</h3> <span class="meta">{countsInWords(requirements)}</span>
      </summary>
      <ul>
        {requirements.map((requirement) => (
          <Row requirement={requirement} />
        ))}
      </ul>
    </details>
  );
}

function Row({ requirement }: { requirement: ReportedRequirement }): VNode {
  const { id, level, title, verdict, reason } = requirement;
  return (
    // A violated requirement is shown in full further up, and its id leads there.
    <li id={isViolated(verdict) ? undefined : id} data-verdict={verdict}>
      <VerdictBadge verdict={verdict} />
      <span class="level">{level}</span>
      <div>
        {title}
        <span class="id">
          <RequirementLink id={id} />
        </span>
        {reason === undefined ? null : <span class="reason">{reason}</span>}
      </div>
      <div class="source">
        <Source requirement={requirement} />
      </div>
    </li>
  );
}
