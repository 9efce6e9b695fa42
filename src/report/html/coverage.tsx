import type { VNode } from 'preact';
import { contradictions } from '../../requirements/catalogue.js';
import type { Coverage } from '../coverage.js';
import type { ReportedRequirement } from '../results.js';
import { pluralize } from '../wording.js';
import { RequirementLinks, Section } from './parts.js';

/** What the run has looked at, whatever it found. */
export function CoverageSection({ coverage }: { coverage: Coverage }): VNode {
  const { tested, notJudged, notApplicable, excluded, absent, fields, values } = coverage;
  const inapplicable = notApplicable.reduce((sum, { requirements }) => sum + requirements.length, 0);
  return (
    <Section id="coverage" title="Coverage">
      <p>What this run has looked at, whatever it found.</p>
      <Group count={tested.length} title="tested" ids={idsOf(tested)} />
      {notJudged.length > 0 ? <Group count={notJudged.length} title="inconclusive" ids={idsOf(notJudged)} /> : null}
      <details class="group">
        <summary>
          <strong>{inapplicable}</strong> not applicable
        </summary>
        <dl>
          {notApplicable.map(({ reason, variable, requirements }) => (
            <div>
              <dt>
                {reason}
                {variable === undefined || reason.includes(variable) ? null : (
                  <>
                    {' '}
                    <code>{variable}</code> enables them.
                  </>
                )}
              </dt>
              <dd>
                <RequirementLinks ids={idsOf(requirements)} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <details class="group">
        <summary>
          <strong>{excluded.length}</strong> excluded
        </summary>
        <dl>
          {excluded.map(({ id, reason }) => (
            <div>
              <dt>
                <RequirementLinks ids={[id]} />
              </dt>
              <dd>{reason ?? 'No reason was given.'}</dd>
            </div>
          ))}
        </dl>
      </details>
      {absent.length > 0 ? (
        <details class="group">
          <summary>
            <strong>{absent.length}</strong> of the catalogue not part of this run
          </summary>
          <p class="ids">{absent.join(', ')}</p>
        </details>
      ) : null}
      <details class="group">
        <summary>
          <strong>
            {fields.seen.length} of {fields.seen.length + fields.unseen.length}
          </strong>{' '}
          documented fields of a customer seen
        </summary>
        <p>Never seen in a 200 of this run, so that nothing is known of their values:</p>
        <p class="ids">{fields.unseen.length === 0 ? 'none' : fields.unseen.join(', ')}</p>
      </details>
      <Values values={values} />
    </Section>
  );
}

function Group({ count, title, ids }: { count: number; title: string; ids: string[] }): VNode {
  return (
    <details class="group">
      <summary>
        <strong>{count}</strong> {title}
      </summary>
      <p>
        <RequirementLinks ids={ids} />
      </p>
    </details>
  );
}

function Values({ values }: { values: Coverage['values'] }): VNode {
  const seenCount = values.reduce((sum, { seen }) => sum + seen.length, 0);
  const total = values.reduce((sum, { seen, unseen }) => sum + seen.length + unseen.length, 0);
  return (
    <details class="group">
      <summary>
        <strong>
          {seenCount} of {total}
        </strong>{' '}
        documented values seen
      </summary>
      <dl>
        {values.map(({ path, seen, unseen }) => (
          <div>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>
              seen: {seen.length === 0 ? 'none' : seen.join(', ')}
              {unseen.length === 0 ? null : <>; never: {unseen.join(', ')}</>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function idsOf(requirements: readonly ReportedRequirement[]): string[] {
  return requirements.map(({ id }) => id);
}

/** Where the documentation contradicts itself, and what this suite decided. */
export function ContradictionsSection(): VNode {
  return (
    <Section id="contradictions" title="Contradictions in the documentation">
      <details class="group">
        <summary>
          {pluralize(contradictions.length, 'place')} where the documentation says two things, and what this suite
          decided
        </summary>
        <dl>
          {contradictions.map(({ id, subject, says, decision }) => (
            <div id={id}>
              <dt>{subject}</dt>
              <dd>
                {says} <strong>Decision:</strong> {decision}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
