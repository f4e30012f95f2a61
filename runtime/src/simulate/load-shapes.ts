const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A form of load over time, without size: its levels are shares of a peak. */
export interface LoadShape {
  readonly name: string;
  /** One sentence for help and documentation. */
  readonly summary: string;
  /** The level from 0 to 1 at a time of a simulation of `durationMs`; `seed` is what `noise` is made of. */
  level(timeMs: number, durationMs: number, seed: number): number;
}

/** The shapes that a load can be given, the simplest first. */
export const loadShapes: readonly LoadShape[] = Object.freeze<LoadShape[]>([
  { name: 'steady', summary: 'The peak, all the time.', level: () => 1 },
  {
    name: 'ramp',
    summary: 'From a tenth of the peak to the peak, evenly, over the whole time.',
    level: (timeMs, durationMs) => 0.1 + 0.9 * share(timeMs, durationMs),
  },
  {
    name: 'step',
    summary: 'A fifth of the peak, and from the middle on the peak.',
    level: (timeMs, durationMs) => (timeMs < durationMs / 2 ? 0.2 : 1),
  },
  {
    name: 'spike',
    summary: 'A fifth of the peak, and in the middle ten minutes that rise to the peak and fall again.',
    level: (timeMs, durationMs) => 0.2 + 0.8 * Math.max(0, 1 - Math.abs(timeMs - durationMs / 2) / (5 * minute)),
  },
  {
    name: 'flash_crowd',
    summary:
      'A tenth of the peak; after a quarter of the time the peak within two minutes, which then halves every half hour.',
    level: (timeMs, durationMs) => 0.1 + 0.9 * flash(timeMs - durationMs / 4),
  },
  {
    name: 'sine',
    summary: 'Between a tenth of the peak and the peak, once an hour, from the middle upwards.',
    level: (timeMs) => 0.55 + 0.45 * Math.sin((2 * Math.PI * timeMs) / hour),
  },
  {
    name: 'diurnal',
    summary: 'A day from midnight: least at 4 in the morning, a fifth of the peak, and most at 4 in the afternoon.',
    level: dayLevel,
  },
  {
    name: 'weekly',
    summary: 'Seven such days from Monday on, with three fifths of it on Saturday and Sunday.',
    level: (timeMs) => dayLevel(timeMs) * weekdayFactor(timeMs),
  },
  {
    name: 'noise',
    summary: 'Chance: wanders between a fifth of the peak and the peak, with a new aim each minute.',
    level: (timeMs, _durationMs, seed) => 0.2 + 0.8 * wander(timeMs / minute, seed),
  },
]);

/** The shape of that name. */
export function findLoadShape(name: string): LoadShape | undefined {
  return loadShapes.find((shape) => shape.name === name);
}

function share(timeMs: number, durationMs: number): number {
  return durationMs > 0 ? Math.min(1, timeMs / durationMs) : 0;
}

function flash(sinceMs: number): number {
  if (sinceMs < 0) return 0;
  const rise = 2 * minute;
  return sinceMs < rise ? sinceMs / rise : 2 ** (-(sinceMs - rise) / (hour / 2));
}

function dayLevel(timeMs: number): number {
  return 0.6 - 0.4 * Math.cos((2 * Math.PI * (timeMs - 4 * hour)) / day);
}

/** Weekends begin and end at midnight, but not at once: an hour before leads over. */
function weekdayFactor(timeMs: number): number {
  const intoWeek = timeMs % (7 * day);
  const towards = Math.min(1, Math.max(0, (intoWeek - (5 * day - hour)) / hour));
  const back = Math.min(1, Math.max(0, (intoWeek - (7 * day - hour)) / hour));
  return 1 - 0.4 * (towards - back);
}

/** A continuous function with a chance value at each whole number, and a smooth way between them. */
function wander(position: number, seed: number): number {
  const from = Math.floor(position);
  const part = position - from;
  const smooth = part * part * (3 - 2 * part);
  const start = chance(from, seed);
  return start + (chance(from + 1, seed) - start) * smooth;
}

/** A number from 0 to 1 that looks like chance and depends on nothing but its arguments (the mixer of MurmurHash3). */
function chance(index: number, seed: number): number {
  let bits = Math.imul(index ^ Math.imul(seed, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return ((bits ^ (bits >>> 16)) >>> 0) / 0xffffffff;
}
