import { type Picture, renderSvg, toEChartsOption } from '@tsk/runtime/charts';
import { init } from 'echarts/core';
import { el } from './dom.ts';
import { readTheme } from './read-theme.ts';

/** Width of a picture in a file, in pixels: what fits a page. */
const EXPORT_WIDTH = 960;

/** The picture as a file in the colours of the editor, with its words: SVG as text, PNG in base 64. */
export function renderExport(picture: Picture, format: 'svg' | 'png' | 'png2x'): string {
  const theme = readTheme();
  if (format === 'svg') return renderSvg(picture, { width: EXPORT_WIDTH, theme, withText: true });
  const { option, height } = toEChartsOption(picture, { width: EXPORT_WIDTH, theme, withText: true });
  const chart = init(el('div'), null, { renderer: 'canvas', width: EXPORT_WIDTH, height });
  try {
    chart.setOption(option);
    const url = chart.getDataURL({ type: 'png', pixelRatio: format === 'png2x' ? 2 : 1 });
    return url.slice(url.indexOf(',') + 1);
  } finally {
    chart.dispose();
  }
}
