import type { EChartsOption } from 'echarts';
import type { FieldRow, ValueRows } from '../portfolio-rows.js';
import { chartSvg } from './chart.js';

const ROW = 18;

/** How wide a chart is, and the part of it that its labels take; in pixels, letters being 12 high. */
export interface ChartLayout {
  readonly width: number;
  readonly labels: number;
}

/** For a page of at least 46 rem. */
export const WIDE: ChartLayout = { width: 1000, labels: 400 };
/** For the page of a telephone: long names are shortened from the left, where they are alike. */
export const NARROW: ChartLayout = { width: 360, labels: 170 };

/** The parts of a field's bar, with the colour of each. */
export const FIELD_PARTS = [
  ['filled', 'var(--pass)'],
  ['empty', 'var(--warn)'],
  ['null', 'var(--neutral)'],
  ['absent', 'var(--line)'],
] as const;

/** How often each field is present, as bars that add up to all the places where it could be. */
export function fieldChart(rows: readonly FieldRow[], layout: ChartLayout): string {
  return barChart(
    rows.map(({ path }) => path),
    FIELD_PARTS.map(([part, color]) => ({ color, data: rows.map((row) => percent(row[part], row.of)) })),
    { ...layout, max: 100, format: '{value} %' },
  );
}

/** How often each value is there, the most frequent first. */
export function valueChart({ rows, total }: ValueRows, shown: number): string {
  const bars = rows.slice(0, shown);
  return barChart(
    bars.map(({ value }) => shortened(value === '' ? '(empty)' : value)),
    [
      {
        data: bars.map(({ count }) => count),
        color: 'var(--link)',
        label: ({ value }) => `${value.toLocaleString('en')} (${percent(value, total)} %)`,
      },
    ],
    { width: 480, labels: 170 },
  );
}

/** How many customers each violated requirement affects. */
export function violationChart(
  rows: readonly { id: string; customers: number; isFailure: boolean }[],
  layout: ChartLayout,
): string {
  const series = [true, false].map((isFailure) => ({
    color: isFailure ? 'var(--fail)' : 'var(--warn)',
    data: rows.map((row) => (row.isFailure === isFailure ? row.customers : 0)),
    label: ({ value }: { value: number }) => (value === 0 ? '' : value.toLocaleString('en')),
  }));
  return barChart(
    rows.map(({ id }) => id),
    series,
    layout,
  );
}

interface Series {
  color: string;
  data: number[];
  label?: (bar: { value: number }) => string;
}

function barChart(
  names: readonly string[],
  series: readonly Series[],
  { width, labels, max, format }: ChartLayout & { max?: number; format?: string },
): string {
  const axis: EChartsOption['xAxis'] = {
    type: 'value',
    position: 'top',
    ...(max === undefined ? {} : { interval: max / 4 }),
    ...(max === undefined ? {} : { max }),
    axisLabel: {
      color: 'var(--muted)',
      show: max !== undefined,
      ...(format === undefined ? {} : { formatter: format }),
    },
    splitLine: { show: max !== undefined, lineStyle: { color: 'var(--line)' } },
  };
  return chartSvg(
    { width, height: names.length * ROW + (max === undefined ? 12 : 30) },
    {
      grid: {
        left: labels,
        right: max === undefined ? (width > 400 ? 120 : 60) : 20,
        top: max === undefined ? 6 : 24,
        bottom: 6,
      },
      xAxis: axis,
      yAxis: {
        type: 'category',
        inverse: true,
        data: names.map((name) => withEnd(name, labels)),
        axisLabel: { color: 'var(--ink)', interval: 0 },
        axisLine: { lineStyle: { color: 'var(--line)' } },
        axisTick: { show: false },
      },
      series: series.map(({ color, data, label }) => ({
        type: 'bar',
        stack: 'all',
        silent: true,
        barWidth: 10,
        itemStyle: { color },
        data,
        ...(label === undefined
          ? {}
          : { label: { show: true, position: 'right', color: 'var(--muted)', formatter: label as never } }),
      })),
    },
  );
}

/** A share in percent that is 0 or 100 only if it is none or all. */
export function percent(count: number, of: number): number {
  const share = of === 0 ? 0 : (count / of) * 100;
  const rounded = Math.round(share * 10) / 10;
  if (rounded === 0 && count > 0) return 0.1;
  return rounded === 100 && count < of ? 99.9 : rounded;
}

function shortened(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/** A name that fits into a width in pixels; its end tells it from others. */
function withEnd(name: string, width: number): string {
  const fitting = Math.floor(width / 7);
  return name.length > fitting ? `…${name.slice(1 - fitting)}` : name;
}
