import { createRequire } from 'node:module';
import type { EChartsOption } from 'echarts';

// The library as one file: its hundreds of modules take seven times as long to load.
const { init } = createRequire(import.meta.url)('echarts/dist/echarts.common.min.js') as typeof import('echarts');

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
