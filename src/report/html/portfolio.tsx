import type { VNode } from 'preact';
import { fieldRows, valueRows, type FieldRow, type ValueRows } from '../portfolio-rows.js';
import type { Results } from '../results.js';
import type { Portfolio } from '../../portfolio/portfolio.js';
import { violatedRequirements } from '../verdict.js';
import { pluralize } from '../wording.js';
import { Bar, RequirementLink, Section, Table } from './parts.js';

/** Values of a field that are shown; values.csv has them all. */
const SHOWN_VALUES = 12;

/** The customers of a sweep in numbers: what they have, what they lack, and what they violate. */
export function PortfolioSection({ portfolio, results }: { portfolio: Portfolio; results: Results }): VNode {
  const fields = fieldRows(portfolio);
  const values = valueRows(portfolio);
  return (
    <Section id="portfolio" title="Customers">
      <p>
        {pluralize(portfolio.customers, 'customer')} checked. The numbers are in <code>portfolio.json</code>,{' '}
        <code>fields.csv</code>, <code>values.csv</code> and <code>violations.csv</code> beside this file, every finding
        in <code>findings.ndjson</code>. Customers are shown by pseudonym;{' '}
        <code>vipmp-conformance whois PSEUDONYM --ids FILE</code> prints their ids, if the sweep had a{' '}
        <code>VIPMP_PSEUDONYM_KEY</code>.
      </p>
      <Violated results={results} customers={portfolio.customers} />
      {fields.length === 0 ? null : <Fields rows={fields} />}
      {values.length === 0 ? null : <Values values={values} />}
    </Section>
  );
}

function Violated({ results, customers: all }: { results: Results; customers: number }): VNode | null {
  const violated = violatedRequirements(results);
  if (violated.length === 0) return null;
  return (
    <>
      <h3 class="figure">Customers by violated requirement</h3>
      <Table
        kind="figures"
        columns={['Requirement', 'Share', 'Customers']}
        rows={violated.map(({ id, verdict, customers = 0 }) => [
          <RequirementLink id={id} />,
          <Bar parts={[[verdict, customers]]} of={all} />,
          shareInWords(customers, all),
        ])}
      />
    </>
  );
}

/** The parts of a field's bar, each with its name. */
const PARTS = { filled: 'with a value', empty: 'empty', null: 'null', absent: 'absent' } as const;
const PART_NAMES = Object.keys(PARTS) as (keyof typeof PARTS)[];

function Fields({ rows }: { rows: FieldRow[] }): VNode {
  return (
    <>
      <h3 class="figure">How often each field is present</h3>
      <p class="legend">
        {PART_NAMES.map((part) => (
          <>
            <span class={`key ${part}`} /> {PARTS[part]}{' '}
          </>
        ))}
        – of the objects that it is a field of
      </p>
      <Table
        kind="figures"
        columns={['Field', 'Share', 'With a value', 'Empty', 'Null', 'Absent']}
        rows={rows.map((row) => [
          <>
            <code>{row.path}</code>
            {row.documented ? null : ' (undocumented)'}
            {row.kinds.length > 1 ? (
              <span class="reason">{row.kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}</span>
            ) : null}
          </>,
          <Bar parts={PART_NAMES.map((part) => [part, row[part]])} of={row.of} />,
          ...PART_NAMES.map((part) => shareInWords(row[part], row.of)),
        ])}
      />
    </>
  );
}

function Values({ values }: { values: ValueRows[] }): VNode {
  return (
    <>
      <h3 class="figure">Values</h3>
      <div class="histograms">
        {values.map(({ path, rows, total, others }) => {
          const hidden = rows.slice(SHOWN_VALUES);
          const rest = others + hidden.reduce((sum, { count }) => sum + count, 0);
          return (
            <Table
              kind="figures"
              columns={[path, 'Share', 'Times']}
              rows={[
                ...rows.slice(0, SHOWN_VALUES).map(({ value, count, listed }) => [
                  <>
                    <code>{value === '' ? '(empty)' : value}</code>
                    {listed === false ? ' (undocumented)' : null}
                  </>,
                  <Bar parts={[['value', count]]} of={total} />,
                  shareInWords(count, total),
                ]),
                ...(rest === 0
                  ? []
                  : [['others', <Bar parts={[['value', rest]]} of={total} />, shareInWords(rest, total)]]),
              ]}
            />
          );
        })}
      </div>
    </>
  );
}

/** A count and its share in percent, which is 0 or 100 only if it is none or all. */
function shareInWords(count: number, of: number): string {
  const share = Math.round((of === 0 ? 0 : count / of) * 1000) / 10;
  const percent = share === 0 && count > 0 ? 0.1 : share === 100 && count < of ? 99.9 : share;
  return `${count.toLocaleString('en')} (${percent}%)`;
}
