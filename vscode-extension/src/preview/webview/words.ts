import { type Picture, showCell } from '@tsk/runtime/charts';
import { button, el } from './dom.ts';
import { listParts, type PartPlace } from './picture-parts.ts';

/** The sentences of a picture. */
export function makeSummary({ summary }: Picture): HTMLElement {
  return el('ul', { class: 'summary' }, ...summary.map((sentence) => el('li', {}, sentence)));
}

/** The decisions that have numbers in the picture, each with its reason and the setting behind it. */
export function makeDecisions({ axis, lanes }: Picture, choose: (place: PartPlace) => void): HTMLElement | undefined {
  const marks = lanes.flatMap((lane) => (lane.kind === 'plot' ? lane.marks : []));
  const numbered = marks.filter(({ number }) => number !== undefined);
  if (numbered.length === 0) return undefined;
  const items = numbered.map(({ at, text, place, number = 0 }) =>
    el(
      'li',
      { value: number },
      ...(axis.kind === 'time' ? [el('strong', {}, showCell(at, 'time')), ' '] : []),
      `${text}. `,
      ...(place === undefined ? [] : [link(place, choose)]),
    ),
  );
  return el('section', {}, el('h2', {}, 'The numbers in the chart'), el('ol', { class: 'decisions' }, ...items));
}

/** The settings that the picture shows, as links: what a click into the chart does, for the keyboard. */
export function makeLinks(picture: Picture, choose: (place: PartPlace) => void): HTMLElement | undefined {
  const places = new Map(listParts(picture).map(({ place }) => [place.key, place]));
  if (places.size === 0) return undefined;
  const items = [...places.values()].map((place) => el('li', {}, link(place, choose)));
  return el('section', {}, el('h2', {}, 'The settings in the chart'), el('ul', { class: 'links' }, ...items));
}

/** What the picture rests on. */
export function makeNotes({ notes }: Picture): HTMLElement {
  return el(
    'section',
    { class: 'notes' },
    el('h2', {}, 'What this rests on'),
    ...notes.map((note) => el('p', {}, note)),
  );
}

function link(place: PartPlace, choose: (place: PartPlace) => void): HTMLButtonElement {
  const title = place.origin === undefined ? 'A default, not written' : `Show line ${place.origin.line}`;
  return button(place.key, () => choose(place), { class: 'link', title });
}
