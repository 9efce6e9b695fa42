import type { VNode } from 'preact';
import { changesSince, historyEntry, runsOfTarget, type Changes, type History } from '../history.js';
import type { Results } from '../results.js';
import { momentInWords, RUN_WORDING } from '../wording.js';
import { Bar, List, RequirementLinks, Section, Table, Terms } from './parts.js';

const SHOWN_RUNS = 20;

/** The last runs of the same target, the newest first. */
export function HistorySection({ history, results }: { history: History; results: Results }): VNode {
  const runs = [...runsOfTarget(history, results), historyEntry(results)].slice(-SHOWN_RUNS).toReversed();
  const most = Math.max(...runs.map(({ notPassed }) => Object.keys(notPassed).length), 1);
  return (
    <Section id="history" title="History">
      {history.note === undefined ? null : <p class="note">{history.note}</p>}
      {runs.length === 1 ? (
        <p>This is the first run of this target.</p>
      ) : (
        <Table
          kind="figures"
          columns={['Run', 'Violations', 'Verdict', 'Failed', 'Warnings', 'Inconclusive']}
          rows={runs.map(({ startedAt, verdict, counts: { fail, warn, inconclusive, error } }) => [
            momentInWords(startedAt),
            <Bar
              parts={[
                ['fail', fail],
                ['warn', warn],
                ['null', inconclusive + error],
              ]}
              of={most}
            />,
            `${RUN_WORDING[verdict].sign} ${RUN_WORDING[verdict].words}`,
            fail,
            warn,
            inconclusive + error,
          ])}
        />
      )}
    </Section>
  );
}

/** What changed since the previous run of the same target, for the head of the report. */
export function SinceLastRun({ history, results }: { history: History; results: Results }): VNode {
  const changes = changesSince(history, results);
  return (
    <div>
      <h2>Since the last run</h2>
      {changes === undefined ? (
        <p>This is the first run of this target.</p>
      ) : (
        <ChangesSince {...changes} verdict={results.verdict} />
      )}
    </div>
  );
}

function ChangesSince({
  previous,
  newlyFailing,
  newlyPassing,
  newDrift,
  verdict,
}: Changes & Pick<Results, 'verdict'>): VNode {
  const changes = [
    ['✕ Newly violated', newlyFailing, <RequirementLinks ids={newlyFailing} />],
    ['✓ Newly passing', newlyPassing, <RequirementLinks ids={newlyPassing} />],
    [
      'New drift',
      newDrift,
      <List
        items={newDrift.map((key) => (
          <code>{key}</code>
        ))}
      />,
    ],
  ] as const;
  const shown = changes.filter(([, keys]) => keys.length > 0);
  return (
    <>
      <p>
        Previous run: {momentInWords(previous.startedAt)}, {RUN_WORDING[previous.verdict].words.toLowerCase()}.
        {shown.length === 0 && previous.verdict === verdict ? ' Nothing has changed.' : ''}
      </p>
      <Terms kind="changes" of={shown.map(([title, , links]) => [title, links])} />
    </>
  );
}
