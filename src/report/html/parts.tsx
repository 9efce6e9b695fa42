import type { ComponentChildren, VNode } from 'preact';
import type { RequirementVerdict } from '../../requirements/result.js';
import type { ReportedRequirement } from '../results.js';
import { VERDICT_WORDING, verdictWords } from '../wording.js';

/** The verdict of a requirement as a sign and words; the colour only repeats them. */
export function VerdictBadge({ verdict, count = 1 }: { verdict: RequirementVerdict; count?: number }): VNode {
  return (
    <span class={`badge ${verdict}`}>
      <span class="sign" aria-hidden="true">
        {VERDICT_WORDING[verdict].sign}
      </span>{' '}
      {verdictWords(count, verdict)}
    </span>
  );
}

/** Where in the documentation a requirement comes from, linked where there is a page. */
export function Source({ requirement: { source, url } }: { requirement: ReportedRequirement }): VNode {
  // The address comes from the catalogue; a file that was tampered with must not make it a script.
  return url?.startsWith('https://') === true ? (
    <a href={url} rel="noreferrer">
      {source}
    </a>
  ) : (
    <span>{source}</span>
  );
}

/** Links to requirements of this report, by id. */
export function RequirementLinks({ ids }: { ids: readonly string[] }): VNode {
  return (
    <span class="ids">
      {ids.map((id, index) => (
        <>
          {index > 0 ? ', ' : ''}
          <a href={`#${encodeURIComponent(id)}`}>
            <code>{id}</code>
          </a>
        </>
      ))}
    </span>
  );
}

/** What a chart shows, as a table for whoever wants the numbers; `children` are its rows. */
export function SameAsTable({ columns, children }: { columns: readonly string[]; children: ComponentChildren }): VNode {
  return (
    <details class="group">
      <summary>The same as a table</summary>
      <table class="plain">
        <thead>
          <tr>
            {columns.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </details>
  );
}

/** One section of the report, which the navigation links to. */
export function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }): VNode {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
