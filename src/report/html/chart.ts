import type { EChartsOption } from 'echarts';
import { init } from './echarts.js';

/** A chart as an SVG element. Colours are variables of the page's style. */
export function chartSvg(size: { width: number; height: number }, option: EChartsOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, ...option });
    return withoutStyles(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** The page's policy allows no style but its own, which styles the text of the chart. */
function withoutStyles(svg: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ style="[^"]*"/g, '')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" ');
}
