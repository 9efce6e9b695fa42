import type { HistoryEntry } from '../history.js';
import { RUN_WORDING } from '../wording.js';
import { chartSvg } from './chart.js';

const WIDTH = 720;
const HEIGHT = 150;

/**
 * The violated requirements of each run as stacked bars, as an SVG element. Colours are variables of the
 * page's style; the sign above each bar says the verdict without colour.
 *
 * @param runs the oldest first
 */
export function historyChart(runs: readonly HistoryEntry[]): string {
  return chartSvg(
    { width: WIDTH, height: HEIGHT },
    {
      grid: { left: 32, right: 8, top: 20, bottom: 22 },
      xAxis: {
        type: 'category',
        data: runs.map(({ startedAt }) => dayOf(startedAt)),
        axisLabel: { color: 'var(--muted)', hideOverlap: true },
        axisLine: { lineStyle: { color: 'var(--line)' } },
        axisTick: { show: false },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 3,
        max: ({ max }: { max: number }) => Math.max(max, 3),
        axisLabel: { color: 'var(--muted)' },
        splitLine: { lineStyle: { color: 'var(--line)' } },
      },
      series: [
        bars(
          'var(--fail)',
          runs.map(({ counts }) => counts.fail),
        ),
        bars(
          'var(--warn)',
          runs.map(({ counts }) => counts.warn),
        ),
        bars(
          'var(--neutral)',
          runs.map(({ counts }) => counts.inconclusive + counts.error),
        ),
        signs(runs),
      ],
    },
  );
}

function bars(color: string, data: number[]): object {
  return { type: 'bar', stack: 'runs', silent: true, barMaxWidth: 28, itemStyle: { color }, data };
}

/** An empty bar on top of the others that carries the sign of the verdict. */
function signs(runs: readonly HistoryEntry[]): object {
  return {
    ...bars(
      'transparent',
      runs.map(() => 0),
    ),
    label: {
      show: true,
      position: 'top',
      color: 'var(--ink)',
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const run = runs[dataIndex];
        return run === undefined ? '' : RUN_WORDING[run.verdict].sign;
      },
    },
  };
}

function dayOf(iso: string): string {
  return /^\d{4}-(\d{2}-\d{2})/.exec(iso)?.[1] ?? '';
}
