import type { VNode } from 'preact';
import { pathOf } from '../console.js';
import { exchangesOf } from '../evidence.js';
import { grouped } from '../grouped.js';
import type { Results } from '../results.js';
import { durationInWords } from '../wording.js';
import { Fold, Section, Table } from './parts.js';

/** Every exchange of the run on a line, by what came back: those that a finding names first. */
export function ExchangesSection({ results: { exchanges, requirements, sweep } }: { results: Results }): VNode {
  const named = new Set(requirements.flatMap(({ findings }) => findings.flatMap(exchangesOf)));
  const groups = grouped(
    [...exchanges].sort((a, b) => Number(named.has(b.id)) - Number(named.has(a.id))),
    ({ id, response }) =>
      named.has(id)
        ? 'with findings'
        : `${response === undefined ? 'without a response' : `answered ${response.status}`}, without findings`,
  );
  return (
    <Section id="exchanges" title="Exchanges">
      <p>
        {sweep === undefined ? 'Requests in the order of sending.' : 'Requests kept as examples.'} Headers and bodies
        are in <code>results.json</code>.
      </p>
      {[...groups].map(([title, group]) => (
        <Fold count={group.length} title={title}>
          <Table
            kind="exchanges"
            columns={['Id', 'Purpose', 'Request', 'Answer', 'Took']}
            rows={group.map(({ id, purpose, request, response, error, durationMs }) => [
              id,
              purpose,
              `${request.method} ${pathOf(request.url)}`,
              response?.status ?? error ?? 'none',
              durationInWords(durationMs),
            ])}
          />
        </Fold>
      ))}
    </Section>
  );
}
