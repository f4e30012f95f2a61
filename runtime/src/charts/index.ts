export { describeBalancing } from './describe-balancing.ts';
export { describeCache } from './describe-cache.ts';
export { describeSimulation, type SimulationPictureOptions } from './describe-simulation.ts';
export { type OptionLayout, toEChartsOption } from './echarts-option.ts';
export type {
  Axis,
  Band,
  BandRow,
  DataTable,
  Lane,
  Mark,
  Picture,
  Point,
  Role,
  Series,
  TableColumn,
  Threshold,
  Unit,
} from './picture.ts';
export { renderCsv } from './render-csv.ts';
export { renderHtml } from './render-html.ts';
export { renderSvg } from './render-svg.ts';
export { renderTableCsv } from './render-table-csv.ts';
export { showCell } from './show-unit.ts';
export { type Theme, type ThemeName, themes } from './theme.ts';
