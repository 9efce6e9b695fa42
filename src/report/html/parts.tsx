import type { ComponentChildren, VNode } from 'preact';
import type { RequirementVerdict } from '../../requirements/result.js';
import type { ReportedRequirement } from '../results.js';
import { VERDICT_WORDING, verdictWords } from '../wording.js';

/** The verdict of a requirement as a sign and words; the color only repeats them. */
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

/** Where in the documentation a requirement comes from, with a link if there is a page. */
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

/** A link to a requirement of this report. */
export function RequirementLink({ id }: { id: string }): VNode {
  return (
    <a href={`#${encodeURIComponent(id)}`}>
      <code>{id}</code>
    </a>
  );
}

/** Links to several requirements of this report. */
export function RequirementLinks({ ids }: { ids: readonly string[] }): VNode {
  const items = ids.map((id) => <RequirementLink id={id} />);
  return (
    <span class="ids">
      <List items={items} />
    </span>
  );
}

/** Items with commas between them; `none` if there are none. */
export function List({ items }: { items: readonly ComponentChildren[] }): VNode {
  return <>{items.length === 0 ? 'none' : items.flatMap((item, index) => (index > 0 ? [', ', item] : [item]))}</>;
}

/** A term or a badge, and its description. */
export type Pair = readonly [ComponentChildren, ComponentChildren];

/** Terms with their descriptions. */
export function Terms({ kind, of }: { kind?: string; of: readonly Pair[] }): VNode {
  return (
    <dl class={kind}>
      {of.map(([term, description]) => (
        <div>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}

interface TableProps {
  columns: readonly string[];
  rows: readonly (readonly ComponentChildren[])[];
  kind?: string;
}

/** A table; the first column names its row. */
export function Table({ columns, rows, kind = '' }: TableProps): VNode {
  return (
    <table class={`plain ${kind}`}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counts as parts of one bar, each in the color of its class; the numbers beside it say the same. */
export function Bar({ parts, of }: { parts: readonly (readonly [kind: string, count: number])[]; of: number }): VNode {
  const shares = parts.map(([, count]) => (of === 0 ? 0 : (100 * count) / of));
  const starts = shares.map((_share, index) => shares.slice(0, index).reduce((sum, share) => sum + share, 0));
  return (
    <svg class="bar" aria-hidden="true">
      {parts.map(([kind], index) => (
        <rect class={kind} x={`${starts[index]}%`} width={`${shares[index]}%`} height="100%" />
      ))}
    </svg>
  );
}

interface FoldProps {
  count: number | string;
  title: string;
  children: ComponentChildren;
}

/** A collapsed part of a section; nothing if its count is 0. */
export function Fold({ count, title, children }: FoldProps): VNode | null {
  return count === 0 ? null : (
    <details class="group">
      <summary>
        <strong>{count}</strong> {title}
      </summary>
      {children}
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
