import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type OptionLayout, toEChartsOption } from './echarts-option.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { Picture } from './picture.ts';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  SVGRenderer,
]);

/** How an SVG is made. */
export interface SvgLayout extends OptionLayout {
  /** What the names of its clipping paths begin with: on a page with several pictures, each needs its own. */
  readonly idPrefix?: string;
}

/**
 * A picture as SVG that needs nothing else: no script, no font file, no network. Its title and description are what a screen
 * reader says. Equal pictures give equal bytes. Needs no browser.
 */
export function renderSvg(picture: Picture, { idPrefix = 'chart', ...layout }: SvgLayout): string {
  const { option, height } = toEChartsOption(picture, layout);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: layout.width, height });
  try {
    chart.setOption(option);
    return describe(tidy(chart.renderToSVGString(), idPrefix), picture);
  } finally {
    chart.dispose();
  }
}

/** Puts title and description in, as the first things within the picture (SVG 2, section 5.8). */
function describe(svg: string, { title, summary }: Picture): string {
  const end = svg.indexOf('>');
  const words = `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(summary.join(' '))}</desc>`;
  return `${svg.slice(0, end)} role="img">${words}${svg.slice(end + 1)}`;
}

/** Takes out what changes from one rendering to the next in a process: counted names, and classes, which only say what happens under a mouse. */
function tidy(svg: string, idPrefix: string): string {
  return svg
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>\s*/g, '')
    .replaceAll(/ class="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, `${idPrefix}-`);
}
