import type { VNode } from 'preact';
import type { Results } from '../results.js';
import { durationInWords } from '../wording.js';
import { Section } from './parts.js';

/** Every exchange of the run on a line of its own; those that a violation rests on are shown in full there. */
export function ExchangesSection({ results }: { results: Results }): VNode {
  const { exchanges } = results;
  return (
    <Section id="exchanges" title="Exchanges">
      <details class="group">
        <summary>
          <strong>{exchanges.length}</strong>{' '}
          {results.sweep === undefined
            ? 'requests sent, in order; bodies and headers of all are in results.json'
            : 'requests kept as examples; bodies and headers are in results.json'}
        </summary>
        <table class="plain exchanges">
          <thead>
            <tr>
              <th scope="col">Id</th>
              <th scope="col">Purpose</th>
              <th scope="col">Request</th>
              <th scope="col">Answer</th>
              <th scope="col">Took</th>
            </tr>
          </thead>
          <tbody>
            {exchanges.map(({ id, purpose, request, response, error, durationMs }) => (
              <tr>
                <td>{id}</td>
                <td>{purpose}</td>
                <td>
                  {request.method} {request.url.replace(/^[a-z]+:\/\/[^/]*/i, '')}
                </td>
                <td>{response?.status ?? error ?? 'none'}</td>
                <td>{durationInWords(durationMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}
