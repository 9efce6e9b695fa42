import type { VNode } from 'preact';
import { themes } from '../../requirements/catalogue.js';
import { grouped } from '../grouped.js';
import type { ReportedRequirement, Results } from '../results.js';
import { verdictsOf } from '../verdict.js';
import { countedVerdict, VERDICT_WORDING } from '../wording.js';
import { Section, Source, VerdictBadge } from './parts.js';

/**
 * Every requirement of the run, by theme, each theme closed until it is opened or the filter finds something in it.
 * Roles are explicit because a narrow page lays the tables out as blocks, which browsers no longer treat as tables.
 */
export function Matrix({ results }: { results: Results }): VNode {
  const { requirements } = results;
  return (
    <Section id="requirements" title="Requirements">
      <Filter requirements={requirements} />
      {byTheme(requirements).map(([title, group]) => (
        <Theme title={title} requirements={group} />
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

const COLUMNS = ['Verdict', 'Level', 'Requirement', 'Source'] as const;

function Theme({ title, requirements }: { title: string; requirements: ReportedRequirement[] }): VNode {
  return (
    <details class="theme">
      <summary>
        <h3>{title}</h3> <span class="meta">{countsInWords(requirements)}</span>
      </summary>
      <table role="table">
        <colgroup>
          {COLUMNS.map((name) => (
            <col class={name.toLowerCase()} />
          ))}
        </colgroup>
        <thead role="rowgroup">
          <tr role="row">
            {COLUMNS.map((name) => (
              <th scope="col" role="columnheader">
                <span class="visually-hidden">{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {requirements.map((requirement) => (
            <Row requirement={requirement} />
          ))}
        </tbody>
      </table>
    </details>
  );
}

function countsInWords(requirements: ReportedRequirement[]): string {
  return verdictsOf(requirements)
    .map(([verdict, count]) => countedVerdict(count, verdict))
    .join(', ');
}

function Row({ requirement }: { requirement: ReportedRequirement }): VNode {
  const { id, level, title, verdict, reason } = requirement;
  // A violated requirement is shown in full further up, and its id leads there.
  const isAbove = verdict === 'fail' || verdict === 'warn';
  return (
    <tr role="row" id={isAbove ? undefined : id} data-verdict={verdict}>
      <td role="cell">
        <VerdictBadge verdict={verdict} />
      </td>
      <td role="cell" class="level">
        {level}
      </td>
      <td role="cell">
        {title}
        <span class="id">
          <a href={`#${encodeURIComponent(id)}`}>
            <code>{id}</code>
          </a>
        </span>
        {reason === undefined ? null : <span class="reason">{reason}</span>}
      </td>
      <td role="cell" class="source">
        <Source requirement={requirement} />
      </td>
    </tr>
  );
}

/** The requirements by the titles of their themes, in reading order; unknown themes come last. */
function byTheme(requirements: readonly ReportedRequirement[]): [title: string, ReportedRequirement[]][] {
  const groups = grouped(requirements, ({ theme }) => theme);
  const known = Object.entries(themes).map(([theme, title]) => [title, groups.get(theme) ?? []] as const);
  const unknown = [...groups].filter(([theme]) => !Object.hasOwn(themes, theme));
  return [...known, ...unknown].filter(([, group]) => group.length > 0).map(([title, group]) => [title, [...group]]);
}
