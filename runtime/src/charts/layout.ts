import { showTime } from '../simulate/show.ts';
import { wrapText } from '../simulate/wrap-text.ts';
import type { Lane, Picture } from './picture.ts';

/** Where a lane's plot is, in pixels. */
export interface LaneBox {
  readonly lane: Lane;
  readonly top: number;
  readonly height: number;
  /** Where its title is; beside its legend, or above it where both do not fit. */
  readonly titleTop: number;
  readonly legendTop: number;
}

/** Where everything of a picture is, in pixels. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The plots' left and right edges are this far from the picture's. */
  readonly left: number;
  readonly right: number;
  readonly title: readonly string[];
  readonly lanes: readonly LaneBox[];
  /** Lines of text below the plots. */
  readonly text: readonly string[];
  readonly textTop: number;
}

const padding = 12;
const titleLine = 20;
const textLine = 16;
/** Above each plot, for its title and legend. */
const header = 32;
const titleHeight = 27;
/** Left of the plots are the numbers of their axes. */
const numbersWidth = 58;
const gap = 6;
/** What a legend needs for each entry beside its text. */
const legendSymbol = 44;
const axisHeight = 24;
/** The name of an axis that is no clock stands below its numbers. */
const axisNameHeight = 18;
const rowHeight = 15;
/** Pixels for each unit of a lane's weight where no height is asked for. */
const usualUnit = 34;
const leastUnit = 18;
/** A character of the title and of the text is about so wide. */
const titleCharacter = 7.6;
const textCharacter = 6.1;

/** Lays a picture out; without a height it is as high as is good to read. `withText` leaves room for the summary and the numbered decisions. */
export function layOut(
  picture: Picture,
  {
    width,
    height,
    withText,
  }: { readonly width: number; readonly height?: number | undefined; readonly withText: boolean },
): Layout {
  const [left, right] = [66, 104];
  const title = wrapText(picture.title, (width - 2 * padding) / titleCharacter);
  const text = withText ? listText(picture, (width - 2 * padding) / textCharacter) : [];
  const weights = picture.lanes.reduce((sum, lane) => sum + (lane.kind === 'plot' ? lane.weight : 0), 0);
  const rows = picture.lanes.reduce((sum, lane) => sum + (lane.kind === 'strip' ? lane.rows.length : 0), 0);
  const legendLines = picture.lanes.map((lane) => countLegendLines(lane, width - left - right));
  const headers = legendLines.map((lines) => header + lines * textLine);
  const textHeight = text.length === 0 ? 0 : text.length * textLine + padding;
  const bottom = picture.axis.kind === 'number' ? axisHeight + axisNameHeight : axisHeight;
  const fixed =
    2 * padding +
    title.length * titleLine +
    headers.reduce((sum, one) => sum + one + gap, 0) +
    rows * rowHeight +
    bottom +
    textHeight;
  const unit = height === undefined ? usualUnit : Math.max(leastUnit, (height - fixed) / Math.max(1, weights));

  let top = padding + title.length * titleLine;
  const lanes = picture.lanes.map((lane, index): LaneBox => {
    const own = lane.kind === 'plot' ? lane.weight * unit : lane.rows.length * rowHeight;
    const above = headers[index] ?? header;
    const titleTop = top + header - titleHeight;
    const legendTop = titleTop + 1 + (above > header ? textLine : 0);
    const box = { lane, top: top + above, height: own, titleTop, legendTop };
    top += above + own + gap;
    return box;
  });
  const textTop = top + bottom;
  return { width, height: Math.ceil(textTop + textHeight + padding), left, right, title, lanes, text, textTop };
}

/** Lines that the legend of a lane takes below its title: none where both fit beside each other. */
function countLegendLines(lane: Lane, plotWidth: number): number {
  if (lane.kind === 'strip' || lane.series.length < 2) return 0;
  const legend = lane.series.reduce((sum, { label }) => sum + legendSymbol + label.length * textCharacter, 0);
  // The title begins at the left of the picture, where the numbers of the axis are.
  const room = plotWidth + numbersWidth;
  return lane.title.length * titleCharacter + legend < room ? 0 : Math.ceil(legend / room);
}

/** The summary, and the decisions that the picture has numbers for. */
function listText({ axis, summary, lanes }: Picture, characters: number): readonly string[] {
  const marks = lanes.flatMap((lane) => (lane.kind === 'plot' ? lane.marks : []));
  const numbered = marks.flatMap(({ at, number, text }) =>
    number === undefined
      ? []
      : wrapText(axis.kind === 'time' ? `${number}  ${showTime(at)}  ${text}` : `${number}  ${text}`, characters).map(
          (line, index) => (index === 0 ? line : `    ${line}`),
        ),
  );
  const told = wrapText(summary.join(' '), characters);
  return numbered.length === 0 ? told : [...told, '', ...numbered];
}
