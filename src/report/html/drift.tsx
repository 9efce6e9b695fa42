import type { VNode } from 'preact';
import type { Coverage } from '../coverage.js';
import type { DriftEntry } from '../drift.js';
import type { Comparison } from '../results.js';
import { pluralize, momentInWords } from '../wording.js';
import { Section, Terms } from './parts.js';

interface DriftSectionProps {
  drift: readonly DriftEntry[];
  coverage: Coverage;
  /** Only a sweep with a baseline has one. */
  comparison?: Comparison | undefined;
}

/** What the provider sends but the contract does not know, with the line to add. */
export function DriftSection({ drift, coverage, comparison }: DriftSectionProps): VNode {
  return (
    <Section id="drift" title="Drift">
      {comparison === undefined ? null : <Compared {...comparison} />}
      <p>
        {drift.length > 0
          ? 'Seen in responses but unknown to the contract. Drift is reported and never fails a run by itself.'
          : coverage.fields.seen.length > 0
            ? 'Every field and listed value in this run is documented.'
            : 'No customer was read.'}
      </p>
      <ul class="drift">
        {drift.map(({ kind, path, seen, count, file, line }) => (
          <li>
            <p>
              <code>{path}</code>{' '}
              {kind === 'field' ? `is an undocumented field, ${seen}` : `has the unlisted value ${seen}`}
              <span class="count">, {pluralize(count, 'time')}</span>
            </p>
            <p class="add">
              Add to {kind === 'field' ? 'the properties' : `the list of ${path.split('.').at(-1)?.replace('[]', '')}`}{' '}
              in <code>{file}</code>: <code class="line">{line}</code>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What changed since the sweep that this one was compared with. */
function Compared({ baseline, changes }: Comparison): VNode {
  const since = `the sweep of ${momentInWords(baseline.startedAt)} with ${pluralize(baseline.customers, 'customer')}`;
  if (changes.length === 0) return <p>Nothing has changed since {since}.</p>;
  return (
    <>
      <p>Since {since}:</p>
      <Terms kind="changes" of={changes.map(({ kind, says }) => [kind, says])} />
    </>
  );
}
