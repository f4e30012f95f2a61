import type { Axis, Lane, Mark, Point, Series, Threshold } from './picture.ts';
import type { ValueScale } from './scale.ts';
import { strokeOf, type Theme } from './theme.ts';

type Plot = Extract<Lane, { kind: 'plot' }>;
type Strip = Extract<Lane, { kind: 'strip' }>;

/** The series of a plot: its own, its thresholds and its marks. */
export function plotSeries(lane: Plot, axis: Axis, scale: ValueScale, index: number, theme: Theme): readonly object[] {
  const axes = { xAxisIndex: index, yAxisIndex: index };
  return [
    ...lane.series.flatMap((series) => drawSeries(lane, series, theme).map((drawn) => ({ ...drawn, ...axes }))),
    { ...thresholdLines(lane, scale, theme), ...axes },
    ...(lane.marks.length === 0 ? [] : [markSymbols(lane.marks, theme), numbers(lane.marks, scale, axis, theme)]).map(
      (drawn) => ({
        ...drawn,
        ...axes,
      }),
    ),
  ];
}

function drawSeries(lane: Plot, series: Series, theme: Theme): readonly object[] {
  const { id, kind, role, points, upper = [] } = series;
  const { color, dash, width } = strokeOf(role, theme);
  const name = `${lane.id}/${id}`;
  const line = { type: 'line', name, data: positive(points, lane), symbol: 'none', silent: true, itemStyle: { color } };
  const stroke = { color, width, type: dash ?? 'solid' };
  switch (kind) {
    case 'line':
      return [{ ...line, lineStyle: stroke }];
    case 'steps':
      return [{ ...line, lineStyle: stroke, step: 'end' }];
    case 'area':
      return [{ ...line, lineStyle: stroke, areaStyle: { color, opacity: 0.22 } }];
    case 'step-area':
      return [
        { ...line, lineStyle: { color: theme.muted, width: 0.7 }, step: 'end', areaStyle: { color, opacity: 1 } },
      ];
    case 'bars':
      return [{ ...line, type: 'bar', barGap: '10%', barMaxWidth: 40 }];
    case 'range': {
      const hidden = { ...line, name: `${name}/low`, stack: name, lineStyle: { opacity: 0 } };
      const heights = upper.map(([at, high], position): Point => [at, (high ?? 0) - (points[position]?.[1] ?? 0)]);
      return [
        hidden,
        { ...line, data: heights, stack: name, lineStyle: { opacity: 0 }, areaStyle: { color, opacity: 0.3 } },
      ];
    }
  }
}

/** A logarithmic axis has no place for 0. */
function positive(points: readonly Point[], { logarithmic }: Plot): readonly Point[] {
  return logarithmic ? points.map(([at, value]) => [at, value !== null && value > 0 ? value : null]) : points;
}

function thresholdLines({ id, thresholds, logarithmic }: Plot, { most }: ValueScale, theme: Theme): object {
  const shown = thresholds.filter(({ value }) => logarithmic || value <= most);
  const line = ({ label, value }: Threshold): object => ({ yAxis: value, label: { formatter: breakLabel(label) } });
  return {
    type: 'line',
    name: `${id}/thresholds`,
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: theme.colors.threshold, width: 1.2, type: [9, 4] },
      label: { position: 'end', distance: 5, fontSize: 10, color: theme.colors.threshold, lineHeight: 11 },
      data: shown.map(line),
    },
  };
}

/** Labels stand in the right margin, which is some fifteen characters wide. */
function breakLabel(label: string): string {
  return label.length > 16 ? label.replace(/ (?=\S*$)|(?<=waiting) /, '\n') : label;
}

/** From so many on, symbols are small, so that they can be told apart. */
const MANY_MARKS = 60;

/** A symbol at each change, pointing where the count goes; what is held has a ring. */
function markSymbols(marks: readonly Mark[], theme: Theme): object {
  const symbols = { up: 'triangle', down: 'triangle', held: 'circle' } as const;
  return {
    type: 'scatter',
    name: 'marks',
    z: 5,
    data: marks.map(({ at, value, role }) => ({
      value: [at, value],
      symbol: symbols[role],
      symbolRotate: role === 'down' ? 180 : 0,
      symbolSize: marks.length > MANY_MARKS ? 5 : 8,
      itemStyle: {
        color: role === 'held' ? theme.background : theme.colors[role],
        borderColor: role === 'held' ? theme.text : theme.background,
        borderWidth: 1,
      },
    })),
  };
}

/** The numbers of the marks that the text below tells of, at the top, with a line down to the mark. */
function numbers(marks: readonly Mark[], { most }: ValueScale, axis: Axis, theme: Theme): object {
  const least = spanOf(axis) / 60;
  const numbered = marks.filter(({ number }) => number !== undefined);
  return {
    type: 'scatter',
    name: 'numbers',
    z: 6,
    clip: false,
    data: numbered.map(({ at, number }) => ({
      value: [at, most],
      // The labels of the axis are left of this.
      symbolOffset: at < least ? [9, 0] : [0, 0],
      label: { show: true, formatter: String(number), color: theme.background, fontSize: 10, fontWeight: 'bold' },
    })),
    symbol: 'circle',
    symbolSize: 15,
    itemStyle: { color: theme.text },
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: theme.text, width: 0.8, type: [1, 2] },
      data: numbered.map(({ at, value }) => [{ coord: [at, most] }, { coord: [at, value] }]),
    },
  };
}

/** The bands of a strip: thick lines, each in its row. One that is too short to be seen is drawn a little longer. */
export function stripSeries({ id, rows }: Strip, axis: Axis, index: number, theme: Theme): readonly object[] {
  const span = spanOf(axis);
  const least = span / 300;
  return rows.map(({ id: row, role, bands }, position) => ({
    type: 'line',
    name: `${id}/${row}`,
    xAxisIndex: index,
    yAxisIndex: index,
    symbol: 'none',
    silent: true,
    data: bands.flatMap(({ from, to }) => [
      [Math.min(from, span - least), position],
      [Math.min(span, Math.max(to, from + least)), position],
      ['-', '-'],
    ]),
    lineStyle: { color: theme.colors[role], width: 9, cap: 'butt', type: 'solid' },
  }));
}

/** Length of the axis, in its own unit. */
function spanOf(axis: Axis): number {
  return axis.kind === 'time' ? axis.durationMs : 1;
}
