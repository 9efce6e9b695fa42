import type { VNode } from 'preact';
import type { StoredExchange } from '../../exchange/exchange.js';
import { pathOf } from '../console.js';
import { exchangesOf } from '../evidence.js';
import { grouped } from '../grouped.js';
import type { Results } from '../results.js';
import { durationInWords } from '../wording.js';
import { Section } from './parts.js';

/** Every exchange of the run on a line, by what came back: those that a finding names first. */
export function ExchangesSection({ results }: { results: Results }): VNode {
  const { exchanges, requirements } = results;
  const named = new Set(requirements.flatMap(({ findings }) => findings.flatMap(exchangesOf)));
  const failed = exchanges.filter(({ id }) => named.has(id));
  const others = grouped(
    exchanges.filter(({ id }) => !named.has(id)),
    ({ response }) => (response === undefined ? 'no response' : `${response.status}`),
  );
  return (
    <Section id="exchanges" title="Exchanges">
      <p>
        {results.sweep === undefined
          ? 'Requests in the order of sending. Bodies and headers are in results.json.'
          : 'Requests kept as examples. Bodies and headers are in results.json.'}
      </p>
      {failed.length === 0 ? null : <Exchanges title="with findings" exchanges={failed} />}
      {[...others].map(([answer, group]) => (
        <Exchanges title={`answered ${answer}, without findings`} exchanges={group} />
      ))}
    </Section>
  );
}

function Exchanges({ title, exchanges }: { title: string; exchanges: readonly StoredExchange[] }): VNode {
  return (
    <details class="group">
      <summary>
        <strong>{exchanges.length}</strong> {title}
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
                {request.method} {pathOf(request.url)}
              </td>
              <td>{response?.status ?? error ?? 'none'}</td>
              <td>{durationInWords(durationMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
