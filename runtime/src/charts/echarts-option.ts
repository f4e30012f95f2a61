import type { EChartsCoreOption } from 'echarts/core';
import { showNumber } from '../simulate/show.ts';
import { plotSeries, stripSeries } from './echarts-series.ts';
import { type LaneBox, type Layout, layOut } from './layout.ts';
import type { Axis, Lane, Picture } from './picture.ts';
import { logRangeOf, scaleOf, showMoment, timeDistance } from './scale.ts';
import { showTick } from './show-unit.ts';
import { type Theme, themes } from './theme.ts';

/** Fonts that are the same on many systems; the first is the one that pictures in pixels are made with. */
const pictureFont = "'DejaVu Sans', Verdana, 'Segoe UI', sans-serif";

/** How large a picture is, in pixels, and how it looks. */
export interface OptionLayout {
  readonly width: number;
  /** As high as is good to read where none is given. */
  readonly height?: number;
  readonly theme?: Theme;
  /** Whether the summary and the reasons of the numbered decisions are written below; where the host shows them itself, they need not be. */
  readonly withText?: boolean;
}

/** A picture as an option of Apache ECharts, whose modules the caller registers; and the height that it needs. */
export function toEChartsOption(
  picture: Picture,
  { width, height, theme = themes.light, withText = false }: OptionLayout,
): { readonly option: EChartsCoreOption; readonly height: number } {
  const layout = layOut(picture, { width, height, withText });
  const option: EChartsCoreOption = {
    animation: false,
    backgroundColor: theme.background,
    textStyle: { fontFamily: pictureFont, fontSize: 11, color: theme.text },
    title: [...titles(layout, theme), ...layout.lanes.map((box) => laneTitle(box, theme))],
    grid: layout.lanes.map(({ top, height: laneHeight }) => ({
      left: layout.left,
      right: layout.right,
      top,
      height: laneHeight,
    })),
    legend: layout.lanes.flatMap((box) => legend(box, layout, theme)),
    xAxis: layout.lanes.map((_, index) => placeAxis(picture.axis, layout, theme, index)),
    yAxis: layout.lanes.map(({ lane, height: laneHeight }, index) => valueAxis(lane, laneHeight, theme, index)),
    series: layout.lanes.flatMap(({ lane, height: laneHeight }, index) =>
      lane.kind === 'plot'
        ? plotSeries(lane, picture.axis, scaleOf(lane, laneHeight), index, theme)
        : stripSeries(lane, picture.axis, index, theme),
    ),
  };
  return { option, height: layout.height };
}

function titles({ title, text, textTop }: Layout, theme: Theme): readonly object[] {
  const heading = { left: 8, top: 8, padding: 4, text: title.join('\n') };
  const style = { fontSize: 14, fontWeight: 'bold', lineHeight: 20, fontFamily: pictureFont, color: theme.text };
  const told = { fontSize: 11, fontWeight: 'normal', lineHeight: 16, fontFamily: pictureFont, color: theme.text };
  return [
    { ...heading, textStyle: style },
    ...(text.length === 0 ? [] : [{ left: 8, top: textTop, padding: 4, text: text.join('\n'), textStyle: told }]),
  ];
}

function laneTitle({ lane, titleTop }: LaneBox, theme: Theme): object {
  const textStyle = { fontSize: 11, fontWeight: 'bold', fontFamily: pictureFont, color: theme.text };
  return { left: 8, top: titleTop, padding: 4, text: lane.title, textStyle };
}

/** A lane with one series needs no legend: its title says what it is. */
function legend({ lane, legendTop }: LaneBox, { right }: Layout, theme: Theme): readonly object[] {
  if (lane.kind === 'strip' || lane.series.length < 2) return [];
  return [
    {
      right,
      top: legendTop,
      padding: 2,
      itemGap: 18,
      itemWidth: 22,
      itemHeight: 8,
      selectedMode: false,
      data: lane.series.map(({ id, kind }) => {
        const filled = kind !== 'line' && kind !== 'steps';
        return { name: `${lane.id}/${id}`, ...(filled ? { icon: 'rect' } : { itemStyle: { opacity: 0 } }) };
      }),
      formatter: (name: string) => lane.series.find(({ id }) => `${lane.id}/${id}` === name)?.label ?? name,
      textStyle: { fontSize: 11, fontFamily: pictureFont, color: theme.text },
    },
  ];
}

function placeAxis(axis: Axis, { lanes, width, left, right }: Layout, theme: Theme, index: number): object {
  const isLast = index === lanes.length - 1;
  const common = {
    gridIndex: index,
    axisLine: { lineStyle: { color: theme.muted }, onZero: false },
    axisTick: { show: isLast, lineStyle: { color: theme.muted } },
    splitLine: { show: axis.kind === 'time', lineStyle: { color: theme.grid } },
  };
  const label = { show: isLast, color: theme.text, fontSize: 11, hideOverlap: true };
  switch (axis.kind) {
    case 'time': {
      const { durationMs } = axis;
      const interval = timeDistance(durationMs, (width - left - right) / 64);
      const formatter = (value: number): string => showMoment(value, interval, durationMs);
      return { ...common, type: 'value', min: 0, max: durationMs, interval, axisLabel: { ...label, formatter } };
    }
    case 'number':
      return {
        ...common,
        type: 'log',
        min: axis.least,
        max: axis.most,
        ...(isLast ? { name: axis.label, nameLocation: 'middle', nameGap: 24 } : {}),
        axisLabel: { ...label, formatter: showNumber },
      };
    case 'categories':
      return { ...common, type: 'category', data: axis.names, axisLabel: label };
  }
}

function valueAxis(lane: Lane, height: number, theme: Theme, index: number): object {
  const common = {
    gridIndex: index,
    axisLine: { show: true, lineStyle: { color: theme.muted } },
    splitLine: { lineStyle: { color: theme.grid } },
  };
  if (lane.kind === 'strip') {
    const data = lane.rows.map(({ label }) => label);
    const axisLabel = { color: theme.text, fontSize: 10, interval: 0 };
    const labels = { axisLabel, axisTick: { show: false }, splitLine: { show: false } };
    // The room left of the plots is for numbers; the names of rows are longer and stand right.
    return { ...common, ...labels, type: 'category', data, inverse: true, position: 'right' };
  }
  const axisLabel = { color: theme.text, fontSize: 11, formatter: (value: number) => showTick(value, lane.unit) };
  if (lane.logarithmic) return { ...common, type: 'log', ...logRangeOf(lane), axisLabel };
  const { most, interval } = scaleOf(lane, height);
  return { ...common, type: 'value', min: 0, max: most, interval, axisLabel };
}
