import type { VNode } from 'preact';
import { changesSince, historyEntry, runsOfTarget, type Changes, type History, type HistoryEntry } from '../history.js';
import type { Results } from '../results.js';
import { momentInWords, RUN_WORDING } from '../wording.js';
import { historyChart } from './history-chart.js';
import { RequirementLinks, SameAsTable, Section } from './parts.js';

const SHOWN_RUNS = 30;

/** The last runs of the same target. */
export function HistorySection({ history, results }: { history: History; results: Results }): VNode {
  const runs = [...runsOfTarget(history, results), historyEntry(results)].slice(-SHOWN_RUNS);
  return (
    <Section id="history" title="History">
      {history.note === undefined ? null : <p class="note">{history.note}</p>}
      {runs.length > 1 ? <Runs runs={runs} /> : <p>This is the first run of this target.</p>}
    </Section>
  );
}

/** What changed since the previous run of the same target, for the head of the report. */
export function SinceLastRun({ history, results }: { history: History; results: Results }): VNode {
  const changes = changesSince(history, results);
  return (
    <div>
      <h2>Since the last run</h2>
      {changes === undefined ? <p>This is the first run of this target.</p> : <ChangesSince {...changes} />}
    </div>
  );
}

function ChangesSince({ previous, newlyFailing, newlyPassing, newDrift }: Changes): VNode {
  const unchanged = newlyFailing.length + newlyPassing.length + newDrift.length === 0;
  return (
    <>
      <p>
        Previous run: {momentInWords(previous.startedAt)}, {RUN_WORDING[previous.verdict].words.toLowerCase()}
        {unchanged ? '. Nothing has changed.' : '.'}
      </p>
      {unchanged ? null : (
        <dl class="changes">
          <Change title="Newly violated" sign="✕" ids={newlyFailing} />
          <Change title="Newly passing" sign="✓" ids={newlyPassing} />
          {newDrift.length === 0 ? null : (
            <div>
              <dt>New drift</dt>
              <dd>
                {newDrift.map((key, index) => (
                  <>
                    {index > 0 ? ', ' : ''}
                    <code>{key}</code>
                  </>
                ))}
              </dd>
            </div>
          )}
        </dl>
      )}
    </>
  );
}

function Change({ title, sign, ids }: { title: string; sign: string; ids: string[] }): VNode | null {
  if (ids.length === 0) return null;
  return (
    <div>
      <dt>
        <span aria-hidden="true">{sign}</span> {title}
      </dt>
      <dd>
        <RequirementLinks ids={ids} />
      </dd>
    </div>
  );
}

function Runs({ runs }: { runs: HistoryEntry[] }): VNode {
  return (
    <>
      <div class="chart" dangerouslySetInnerHTML={{ __html: historyChart(runs) }} />
      <p class="legend">
        <span class="key fail" /> failed <span class="key warn" /> warnings <span class="key neutral" /> inconclusive;
        the sign above each bar is the verdict of that run
      </p>
      <SameAsTable columns={['Run', 'Verdict', 'Failed', 'Warnings', 'Not judged']}>
        {runs.toReversed().map(({ startedAt, verdict, counts }) => (
          <tr>
            <td>{momentInWords(startedAt)}</td>
            <td>
              {RUN_WORDING[verdict].sign} {RUN_WORDING[verdict].words}
            </td>
            <td>{counts.fail}</td>
            <td>{counts.warn}</td>
            <td>{counts.inconclusive + counts.error}</td>
          </tr>
        ))}
      </SameAsTable>
    </>
  );
}
