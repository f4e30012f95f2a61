import { type Picture, showCell, toEChartsOption } from '@tsk/runtime/charts';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { el } from './dom.ts';
import { type Box, boxOf, framesOf, type LaneFrame, laneAt, partAt, type Scales } from './lane-frame.ts';
import { findParts, listParts, type Part, type PartPlace } from './picture-parts.ts';
import { readTheme } from './read-theme.ts';
import { valuesAt } from './values-at.ts';

// The other parts are registered by what makes the option.
use([CanvasRenderer]);

/** Narrower than this, the labels would lie over the plots; the chart can be scrolled then. */
const LEAST_WIDTH = 460;

/** A picture that is alive: it is drawn anew in place, shows values under the mouse, and points out what a key concerns. */
export class ChartView {
  readonly element: HTMLElement;
  readonly #canvas = el('div', { class: 'canvas' });
  readonly #overlay = el('div', { class: 'overlay', 'aria-hidden': 'true' });
  readonly #line = el('div', { class: 'moment', hidden: true });
  readonly #tip = el('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' });
  readonly #choose: (place: PartPlace) => void;
  #chart: EChartsType | undefined;
  #picture: Picture | undefined;
  #parts: readonly Part[] = [];
  #frames: readonly LaneFrame[] = [];
  #key: string | null = null;

  constructor(choose: (place: PartPlace) => void) {
    this.#choose = choose;
    this.element = el('div', { class: 'chart', role: 'img' }, this.#canvas, this.#overlay, this.#line, this.#tip);
    this.element.addEventListener('mousemove', (event) => this.#hover(event));
    this.element.addEventListener('mouseleave', () => this.#leave());
    this.element.addEventListener('click', (event) => {
      const part = this.#partAt(event);
      if (part !== undefined) this.#choose(part.place);
    });
    new ResizeObserver(() => this.redraw()).observe(this.element);
  }

  /** Draws a picture in place of the one before. */
  draw(picture: Picture): void {
    this.#picture = picture;
    this.#parts = listParts(picture);
    this.element.setAttribute('aria-label', `${picture.title}. ${picture.summary.join(' ')}`);
    this.redraw();
  }

  /** Draws the same picture in other colours or in another size. */
  redraw(): void {
    const picture = this.#picture;
    const width = Math.max(LEAST_WIDTH, Math.floor(this.element.clientWidth));
    if (picture === undefined || this.element.clientWidth === 0) return;
    const { option, height } = toEChartsOption(picture, { width, theme: readTheme() });
    this.#canvas.style.height = `${height}px`;
    this.#canvas.style.width = `${width}px`;
    this.#chart ??= init(this.#canvas, null, { renderer: 'canvas', width, height });
    this.#chart.resize({ width, height, silent: true });
    this.#chart.setOption(option, { notMerge: true, lazyUpdate: false });
    this.#frames = framesOf(option, width);
    this.#outline();
  }

  /** Points out what a key concerns; `moves` brings it into sight. */
  highlight(key: string | null, moves: boolean): void {
    this.#key = key;
    const [first] = this.#outline();
    if (first === undefined || !moves) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    first.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  }

  /** Draws a line at a place of the axis, and says what the values there are. */
  pointAt(at: number): string {
    const picture = this.#picture;
    if (picture === undefined) return '';
    this.#line.hidden = false;
    this.#line.style.left = `${this.#scales().x(at)}px`;
    return [
      showPlace(picture, at),
      ...picture.lanes.map((lane) => `${lane.title}: ${describe(valuesAt(lane, at))}`),
    ].join('; ');
  }

  #outline(): readonly HTMLElement[] {
    const picture = this.#picture;
    const found = picture === undefined || this.#key === null ? [] : findParts(this.#parts, this.#key);
    const boxes = found.map((part) =>
      picture === undefined ? undefined : boxOf(part, picture, this.#frames, this.#scales()),
    );
    const outlines = boxes.flatMap((box) => (box === undefined ? [] : [outline(box)]));
    this.#overlay.replaceChildren(...outlines);
    return outlines;
  }

  #scales(): Scales {
    const pixel = (lane: number, point: [number, number]): number[] => {
      const found: unknown = this.#chart?.convertToPixel({ gridIndex: lane }, point);
      return Array.isArray(found) ? found : [Number.NaN, Number.NaN];
    };
    return {
      x: (at) => pixel(0, [at, 0])[0] ?? Number.NaN,
      y: (lane, value) => pixel(lane, [0, value])[1] ?? Number.NaN,
    };
  }

  #partAt(event: MouseEvent): Part | undefined {
    if (this.#picture === undefined) return undefined;
    return partAt(this.#pointOf(event), this.#parts, this.#picture, this.#frames, this.#scales());
  }

  #pointOf({ clientX, clientY }: MouseEvent): { readonly x: number; readonly y: number } {
    const { left, top } = this.#canvas.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  #hover(event: MouseEvent): void {
    const picture = this.#picture;
    const { x, y } = this.#pointOf(event);
    const position = laneAt(y, this.#frames);
    const frame = this.#frames[position];
    const lane = picture?.lanes[position];
    if (picture === undefined || frame === undefined || lane === undefined) {
      this.#leave();
      return;
    }
    const part = this.#partAt(event);
    this.element.classList.toggle('clickable', part !== undefined);
    const inside = x >= frame.left && x <= frame.left + frame.width;
    if (!inside && part === undefined) {
      this.#leave();
      return;
    }
    const found: unknown = this.#chart?.convertFromPixel({ gridIndex: position }, [x, y]);
    const at = Array.isArray(found) ? Number(found[0]) : 0;
    this.#line.hidden = !inside;
    this.#line.style.left = `${x}px`;
    this.#tip.replaceChildren(
      ...(inside
        ? [el('strong', {}, showPlace(picture, at)), ...valuesAt(lane, at).map((text) => el('div', {}, text))]
        : []),
      ...(part === undefined ? [] : [el('p', {}, describePart(part, lane, at)), el('code', {}, part.place.key)]),
    );
    this.#placeTip(x, y);
  }

  #placeTip(x: number, y: number): void {
    this.#tip.hidden = false;
    const { offsetWidth, offsetHeight } = this.#tip;
    const isRight = x + offsetWidth + 24 > this.#canvas.offsetWidth;
    this.#tip.style.left = `${isRight ? Math.max(0, x - offsetWidth - 14) : x + 14}px`;
    this.#tip.style.top = `${Math.max(0, Math.min(y + 14, this.#canvas.offsetHeight - offsetHeight - 4))}px`;
  }

  #leave(): void {
    this.#tip.hidden = true;
    this.#line.hidden = true;
    this.element.classList.remove('clickable');
  }
}

function outline({ left, top, width, height }: Box): HTMLElement {
  const made = el('div', { class: 'outline' });
  made.style.left = `${left}px`;
  made.style.top = `${top}px`;
  made.style.width = `${width}px`;
  made.style.height = `${height}px`;
  return made;
}

/** What a part says: a band what holds at that time, a mark why it was decided so. */
function describePart({ label, kind, index }: Part, lane: Picture['lanes'][number], at: number): string {
  if (kind !== 'row' || lane.kind !== 'strip') return label;
  return lane.rows[index]?.bands.find(({ from, to }) => from <= at && at <= to)?.text ?? label;
}

function showPlace({ axis }: Picture, at: number): string {
  if (axis.kind === 'time') return showCell(at, 'time');
  return axis.kind === 'number'
    ? `${Number(at.toPrecision(3))} ${axis.label.split(', ').at(-1)}`
    : (axis.names[Math.round(at)] ?? '');
}

function describe(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.join(', ');
}
