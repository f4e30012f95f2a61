import type { Picture } from '@tsk/runtime/charts';

/** The setting that a part of a picture is about. */
export type PartPlace = NonNullable<Extract<Picture['lanes'][number], { kind: 'plot' }>['thresholds'][number]['place']>;

/** Something in a picture that a setting stands behind. */
export interface Part {
  /** Position of its lane. */
  readonly lane: number;
  readonly kind: 'series' | 'threshold' | 'row' | 'mark';
  /** Position among those of its kind in the lane. */
  readonly index: number;
  readonly label: string;
  readonly place: PartPlace;
}

/** All parts of a picture that a setting stands behind, in its order. */
export function listParts({ lanes }: Picture): readonly Part[] {
  return lanes.flatMap((lane, position) => {
    const of = (
      kind: Part['kind'],
      things: readonly { readonly label?: string; readonly text?: string; readonly place?: PartPlace }[],
    ): readonly Part[] =>
      things.flatMap(({ label, text = '', place }, index) =>
        place === undefined ? [] : [{ lane: position, kind, index, label: label ?? text, place }],
      );
    return lane.kind === 'strip'
      ? of('row', lane.rows)
      : [...of('series', lane.series), ...of('threshold', lane.thresholds), ...of('mark', lane.marks)];
  });
}

/**
 * The parts that a key concerns: those that are about it, about the table that it is, or about a value in it. Where there are none, the
 * lanes of what its table is about, each as a whole. A whole section concerns everything, which is nothing to point at.
 */
export function findParts(parts: readonly Part[], key: string): readonly Part[] {
  const path = key.split('.');
  const settings = parts.filter(({ kind }) => kind !== 'mark');
  const own = path.length < 2 ? [] : settings.filter(({ place }) => touches(place.key, key));
  if (own.length > 0) return own;
  for (let length = path.length - 1; length >= 2; length--) {
    const table = path.slice(0, length).join('.');
    const found = settings.filter(({ place }) => touches(place.key, table));
    const lanes = new Map(found.map((part) => [part.lane, { ...part, kind: 'series' as const }]));
    if (lanes.size > 0) return [...lanes.values()];
  }
  return [];
}

function touches(own: string, key: string): boolean {
  return own === key || own.startsWith(`${key}.`) || key.startsWith(`${own}.`);
}
