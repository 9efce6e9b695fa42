import type { VNode } from 'preact';
import type { DriftEntry } from '../drift.js';
import type { Comparison } from '../results.js';
import { pluralize, momentInWords } from '../wording.js';
import { Section } from './parts.js';

/** What the provider sends but the contract does not know, with the line to add. */
export function DriftSection({
  drift,
  comparison,
}: {
  drift: DriftEntry[];
  comparison?: Comparison | undefined;
}): VNode {
  return (
    <Section id="drift" title="Drift">
      {comparison === undefined ? null : <Compared {...comparison} />}
      {drift.length === 0 ? (
        <p>Every field and listed value in this run is documented.</p>
      ) : (
        <>
          <p>Seen in responses but unknown to the contract. Drift is reported and never fails a run by itself.</p>
          <ul class="drift">
            {drift.map((entry) => (
              <Entry {...entry} />
            ))}
          </ul>
        </>
      )}
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
      <dl class="changes">
        {changes.map(({ kind, says }) => (
          <div>
            <dt>{kind}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Entry({ kind, path, seen, count, file, line }: DriftEntry): VNode {
  return (
    <li>
      <p>
        <code>{path}</code> {kind === 'field' ? `is an undocumented field, ${seen}` : `has the unlisted value ${seen}`}
        <span class="count">, {pluralize(count, 'time')}</span>
      </p>
      <p class="add">
        Add to {kind === 'field' ? 'the properties' : `the list of ${lastName(path)}`} in <code>{file}</code>:{' '}
        <code class="line">{line}</code>
      </p>
    </li>
  );
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replaceAll('[]', '');
}
