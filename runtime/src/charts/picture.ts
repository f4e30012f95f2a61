import type { SettingPlace } from '../simulate/place.ts';

/** Unit of the values of a lane; ratios are 0 to 1. */
export type Unit = 'ratio' | 'perSecond' | 'ms' | 'count';

/** What a thing in a picture stands for, which decides its colour, dashes and symbol in every theme. */
export type Role =
  | 'load'
  | 'capacity'
  | 'ready'
  | 'starting'
  | 'draining'
  | 'needed'
  | 'signal'
  | 'forecast'
  | 'threshold'
  | 'p50'
  | 'p95'
  | 'p99'
  | 'late'
  | 'dropped'
  | 'up'
  | 'down'
  | 'held'
  | 'other1'
  | 'other2'
  | 'other3'
  | 'other4'
  | 'other5'
  | 'other6';

/** A point: where on the axis, and the value; null makes a gap. Where the axis has categories, `at` counts them from 0. */
export type Point = readonly [at: number, value: number | null];

/** Values over the axis. */
export interface Series {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  /** `steps` keep their value until the next point; `area` is filled below; `range` is filled between `points` and `upper`. */
  readonly kind: 'line' | 'steps' | 'area' | 'step-area' | 'bars' | 'range';
  readonly points: readonly Point[];
  /** The upper end of a `range`, at the same places as `points`. */
  readonly upper?: readonly Point[];
  /** The settings that it depends on most. */
  readonly place?: SettingPlace;
}

/** A line across a lane. */
export interface Threshold {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly place?: SettingPlace;
}

/** A time in which something holds, in a row of a strip. */
export interface Band {
  readonly from: number;
  readonly to: number;
  /** One sentence without a full stop. */
  readonly text: string;
}

/** A row of bands with one meaning. */
export interface BandRow {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly bands: readonly Band[];
  readonly place?: SettingPlace;
}

/** A moment at which something was decided. */
export interface Mark {
  readonly at: number;
  readonly value: number;
  readonly role: 'up' | 'down' | 'held';
  /** Why, in one sentence without a full stop. */
  readonly text: string;
  /** From 1, where the mark is one of the few that tell the story; it is drawn with it. */
  readonly number?: number;
  readonly place?: SettingPlace;
}

/** One of the plots that lie above each other over the same axis. */
export type Lane =
  | {
      readonly kind: 'plot';
      readonly id: string;
      readonly title: string;
      readonly unit: Unit;
      /** Share of the height, relative to the others. */
      readonly weight: number;
      /** Values differ so much that only their size can be shown. */
      readonly logarithmic: boolean;
      readonly series: readonly Series[];
      readonly thresholds: readonly Threshold[];
      readonly marks: readonly Mark[];
    }
  | {
      readonly kind: 'strip';
      readonly id: string;
      readonly title: string;
      readonly rows: readonly BandRow[];
    };

/** What lies along the bottom. */
export type Axis =
  | { readonly kind: 'time'; readonly durationMs: number }
  | { readonly kind: 'number'; readonly label: string; readonly least: number; readonly most: number }
  | { readonly kind: 'categories'; readonly label: string; readonly names: readonly string[] };

/** A column of a data table; numbers are in the unit, times in milliseconds since the start. */
export interface TableColumn {
  readonly name: string;
  readonly unit: Unit | 'time' | 'money' | 'text' | 'factor';
}

/** The numbers of a picture, for those who cannot see it or want to compute with it. */
export interface DataTable {
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (number | string)[])[];
}

/**
 * A picture as data: what is drawn, the sentences that say it, and the tables that hold it. Every renderer draws from this and
 * from nothing else. Plain JSON.
 */
export interface Picture {
  readonly version: 1;
  readonly title: string;
  readonly axis: Axis;
  readonly lanes: readonly Lane[];
  /** Three to six sentences that say what will happen and why. */
  readonly summary: readonly string[];
  readonly tables: readonly DataTable[];
  /** What the picture rests on. */
  readonly notes: readonly string[];
}
