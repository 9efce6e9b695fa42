import type { VNode } from 'preact';
import { contradictions } from '../../requirements/catalogue.js';
import type { Coverage } from '../coverage.js';
import type { ReportedRequirement } from '../results.js';
import { Fold, List, RequirementLink, RequirementLinks, Section, Terms } from './parts.js';

/** What the run has covered, regardless of what it found. */
export function CoverageSection({ coverage }: { coverage: Coverage }): VNode {
  const { tested, notJudged, notApplicable, excluded, absent, fields, values } = coverage;
  const count = (lists: readonly (readonly unknown[])[]): number => lists.reduce((sum, { length }) => sum + length, 0);
  const seenValues = count(values.map(({ seen }) => seen));
  return (
    <Section id="coverage" title="Coverage">
      <Fold count={tested.length} title="tested">
        <p>{linksTo(tested)}</p>
      </Fold>
      <Fold count={notJudged.length} title="inconclusive">
        <p>{linksTo(notJudged)}</p>
      </Fold>
      <Fold count={count(notApplicable.map(({ requirements }) => requirements))} title="not applicable">
        <Terms
          of={notApplicable.map(({ reason, variable, requirements }) => [
            variable === undefined || reason.includes(variable) ? reason : `${reason} Set ${variable} to test them.`,
            linksTo(requirements),
          ])}
        />
      </Fold>
      <Fold count={excluded.length} title="excluded">
        <Terms of={excluded.map(({ id, reason }) => [<RequirementLink id={id} />, reason ?? 'No reason was given.'])} />
      </Fold>
      <Fold count={absent.length} title="of the catalogue not part of this run">
        <p class="ids">{absent.join(', ')}</p>
      </Fold>
      <Fold
        count={`${fields.seen.length} of ${fields.seen.length + fields.unseen.length}`}
        title="documented fields of a customer seen"
      >
        <p class="ids">
          Never seen in a 200: <List items={fields.unseen} />
        </p>
      </Fold>
      <Fold
        count={`${seenValues} of ${seenValues + count(values.map(({ unseen }) => unseen))}`}
        title="documented values seen"
      >
        <Terms
          of={values.map(({ path, seen, unseen }) => [
            <code>{path}</code>,
            <>
              seen: <List items={seen} />; never: <List items={unseen} />
            </>,
          ])}
        />
      </Fold>
    </Section>
  );
}

function linksTo(requirements: readonly ReportedRequirement[]): VNode {
  return <RequirementLinks ids={requirements.map(({ id }) => id)} />;
}

/** Where the documentation contradicts itself, and what this suite decided. */
export function ContradictionsSection(): VNode {
  return (
    <Section id="contradictions" title="Contradictions in the documentation">
      <Fold count={contradictions.length} title="places where the documentation says two things">
        <Terms
          of={contradictions.map(({ subject, says, decision }) => [
            subject,
            <>
              {says} <strong>Decision:</strong> {decision}
            </>,
          ])}
        />
      </Fold>
    </Section>
  );
}
