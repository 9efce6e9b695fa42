import type { ComponentChildren, VNode } from 'preact';
import type { Coverage } from '../coverage.js';
import { fieldRows, valueRows, type FieldRow, type ValueRows } from '../portfolio-rows.js';
import type { ReportedRequirement, Results } from '../results.js';
import type { SweepReport } from '../sweep-report.js';
import { violatedRequirements } from '../verdict.js';
import { pluralize } from '../wording.js';
import { SameAsTable, Section } from './parts.js';
import {
  fieldChart,
  FIELD_PARTS,
  NARROW,
  percent,
  valueChart,
  violationChart,
  WIDE,
  type ChartLayout,
} from './portfolio-charts.js';

/** Bars that are drawn; the table beside them has the rest. */
const SHOWN_VALUES = 12;

interface PortfolioProps {
  sweep: SweepReport;
  coverage: Coverage;
  results: Results;
}

/** The customers of a sweep in numbers: what they have, what they lack, and what they violate. */
export function PortfolioSection({ sweep: { portfolio }, coverage, results }: PortfolioProps): VNode {
  const fields = fieldRows(portfolio);
  const values = valueRows(portfolio);
  const violated = violatedRequirements(results);
  return (
    <Section id="portfolio" title="Customers">
      <p>
        {pluralize(portfolio.customers, 'customer')} checked. The numbers are in <code>portfolio.json</code>,{' '}
        <code>fields.csv</code>, <code>values.csv</code> and <code>violations.csv</code> beside this file, every finding
        in <code>findings.ndjson</code>. Customers are shown by pseudonym;{' '}
        <code>vipmp-conformance whois PSEUDONYM --ids FILE</code> prints their ids, if the sweep had a{' '}
        <code>VIPMP_PSEUDONYM_KEY</code>.
      </p>
      {violated.length === 0 ? null : <Violated requirements={violated} />}
      {fields.length === 0 ? null : <Fields rows={fields} />}
      {values.length === 0 ? null : <Values values={values} />}
      <Never coverage={coverage} />
    </Section>
  );
}

function Violated({ requirements }: { requirements: ReportedRequirement[] }): VNode {
  const rows = requirements.map(({ id, verdict, customers = 0 }) => ({ id, customers, isFailure: verdict === 'fail' }));
  return (
    <Figure title="Customers by violated requirement" charts={chartsOf((layout) => violationChart(rows, layout))}>
      <p class="legend">
        <span class="key fail" /> violated <span class="key warn" /> warning
      </p>
    </Figure>
  );
}

function Fields({ rows }: { rows: FieldRow[] }): VNode {
  return (
    <Figure title="How often each field is present" charts={chartsOf((layout) => fieldChart(rows, layout))}>
      <p class="legend">
        {FIELD_PARTS.map(([part]) => (
          <>
            <span class={`key ${part}`} /> {part === 'filled' ? 'with a value' : part}{' '}
          </>
        ))}
        – of the objects that it is a field of
      </p>
      <SameAsTable columns={['Field', 'Of', 'With a value', 'Empty', 'Null', 'Absent', 'Kinds']}>
        {rows.map(({ path, documented, of, kinds, ...parts }) => (
          <tr>
            <td>
              <code>{path}</code>
              {documented ? null : ' (undocumented)'}
            </td>
            <td>{of}</td>
            {FIELD_PARTS.map(([part]) => (
              <td>
                {parts[part]} ({percent(parts[part], of)} %)
              </td>
            ))}
            <td>{kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')}</td>
          </tr>
        ))}
      </SameAsTable>
    </Figure>
  );
}

function Values({ values }: { values: ValueRows[] }): VNode {
  return (
    <>
      <h3 class="figure-title">Values</h3>
      <div class="histograms">
        {values.map((field) => (
          <Figure title={field.path} charts={[valueChart(field, SHOWN_VALUES)]}>
            <details class="group">
              <summary>
                {pluralize(field.rows.length, 'value')}, {pluralize(field.total, 'time')}
              </summary>
              <table class="plain">
                <tbody>
                  {field.rows.map(({ value, count, listed }) => (
                    <tr>
                      <td>
                        <code>{value === '' ? '(empty)' : value}</code>
                        {listed === false ? ' (on no list)' : null}
                      </td>
                      <td>{count}</td>
                      <td>{percent(count, field.total)} %</td>
                    </tr>
                  ))}
                  {field.others === 0 ? null : (
                    <tr>
                      <td>others</td>
                      <td>{field.others}</td>
                      <td>{percent(field.others, field.total)} %</td>
                    </tr>
                  )}
                </tbody>
              </table>
            </details>
          </Figure>
        ))}
      </div>
    </>
  );
}

function Never({ coverage: { fields, values } }: { coverage: Coverage }): VNode {
  return (
    <>
      <h3 class="figure-title">Never seen</h3>
      <p>Documented, but no customer in this sweep has it.</p>
      <dl class="changes">
        <div>
          <dt>Fields</dt>
          <dd>{fields.unseen.length === 0 ? 'none' : codes(fields.unseen)}</dd>
        </div>
        {values
          .filter(({ unseen }) => unseen.length > 0)
          .map(({ path, unseen }) => (
            <div>
              <dt>
                <code>{path}</code>
              </dt>
              <dd>{codes(unseen)}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function codes(texts: readonly string[]): ComponentChildren {
  return texts.map((text, index) => (
    <>
      {index > 0 ? ', ' : ''}
      <code>{text}</code>
    </>
  ));
}

interface FigureProps {
  title: string;
  /** One chart for every width, or one for a wide page and one for a narrow one. */
  charts: readonly [svg: string] | readonly [wide: string, narrow: string];
  children: ComponentChildren;
}

function Figure({ title, charts: [chart, narrow], children }: FigureProps): VNode {
  return (
    <div class="figure">
      <h3 class="figure-title">{title}</h3>
      <div class={narrow === undefined ? 'chart' : 'chart wide'} dangerouslySetInnerHTML={{ __html: chart }} />
      {narrow === undefined ? null : <div class="chart narrow" dangerouslySetInnerHTML={{ __html: narrow }} />}
      {children}
    </div>
  );
}

/** A chart as it is drawn for a wide page and for a narrow one, each with letters of the same size. */
function chartsOf(draw: (layout: ChartLayout) => string): readonly [wide: string, narrow: string] {
  return [draw(WIDE), draw(NARROW)];
}
