import { addOutcome, type ErrorHistogram, initialErrors } from './error-histogram.ts';

/** Requests per second that came, at some time. */
interface RateSample {
  readonly atMs: number;
  readonly rate: number;
}

/** A forecast whose outcome is not known yet. */
interface OpenForecast {
  readonly atMs: number;
  readonly untilMs: number;
  readonly rate: number;
}

/** What is remembered of demand and of how well it was forecast. All lists are oldest first and bounded. */
export interface DemandWatch {
  readonly samples: readonly RateSample[];
  readonly open: readonly OpenForecast[];
  /** Outcomes at the end of the horizon, when an instance that is started now begins to serve. */
  readonly ahead: ErrorHistogram;
  /** The highest on the way there, when only the instances of now serve. */
  readonly meanwhile: ErrorHistogram;
}

/** The watch before the first observation. */
export const initialDemandWatch: DemandWatch = {
  samples: [],
  open: [],
  ahead: initialErrors,
  meanwhile: initialErrors,
};

/** Entries of a list, however short the interval and long the start-up. */
const MOST_ENTRIES = 720;

/** After this time an outcome counts half. */
const HALF_LIFE_MS = 12 * 3_600_000;

/** The slope is that of the last minute. */
const TREND_SPAN_MS = 60_000;

/** Outcomes at the end of a horizon are the highest rate of its last minute. */
const END_SPAN_MS = 60_000;

/** What is watched: rates are requests per second. */
export interface DemandReading {
  readonly rate: number;
  /** No forecast is lower. */
  readonly leastRate: number;
  /** Share of the present slope that a forecast runs on with, 0 to 1. */
  readonly trendShare: number;
}

/** When it is watched, and how far ahead is looked. */
interface WatchTimes {
  readonly horizonMs: number;
  readonly nowMs: number;
  readonly intervalMs: number;
}

/** Takes note of the rate of now, settles the forecasts whose time has come, and makes the next one. */
export function watchDemand(
  watch: DemandWatch,
  { rate, leastRate, trendShare }: DemandReading,
  { horizonMs, nowMs, intervalMs }: WatchTimes,
): { readonly watch: DemandWatch; readonly forecast: number } {
  const graceMs = intervalMs / 2;
  // A clock that was set back makes a past of what has not happened yet.
  const past = watch.samples.filter(({ atMs }) => atMs < nowMs);
  const samples = [...past, { atMs: nowMs, rate }].slice(-MOST_ENTRIES);
  const kept = 2 ** (-intervalMs / HALF_LIFE_MS);
  let { ahead, meanwhile } = watch;
  const waiting: OpenForecast[] = [];
  for (const open of watch.open) {
    if (open.atMs >= nowMs) continue;
    if (open.untilMs > nowMs + graceMs) {
      waiting.push(open);
      continue;
    }
    // After a gap, nobody knows what came when the forecast's time was up.
    if (open.untilMs < nowMs - graceMs) continue;
    ahead = addOutcome(ahead, highestSince(samples, Math.max(open.atMs, nowMs - END_SPAN_MS)), open.rate, kept);
    meanwhile = addOutcome(meanwhile, highestSince(samples, open.atMs), open.rate, kept);
  }
  const forecast = Math.max(leastRate, rate + trendShare * slopeOf(samples, nowMs) * horizonMs);
  const open = [...waiting, { atMs: nowMs, untilMs: nowMs + horizonMs, rate: forecast }].slice(-MOST_ENTRIES);
  const oldestMs = Math.min(nowMs - TREND_SPAN_MS, open[0]?.atMs ?? nowMs) - graceMs;
  return { watch: { samples: samples.filter(({ atMs }) => atMs >= oldestMs), open, ahead, meanwhile }, forecast };
}

/** Change per millisecond over the last minute, or over the last interval where that is longer. */
function slopeOf(samples: readonly RateSample[], nowMs: number): number {
  const last = samples.at(-1);
  const index = samples.findLastIndex(({ atMs }) => atMs <= nowMs - TREND_SPAN_MS * 0.99);
  const first = samples[Math.max(0, index)];
  if (last === undefined || first === undefined || last.atMs <= first.atMs) return 0;
  return (last.rate - first.rate) / (last.atMs - first.atMs);
}

function highestSince(samples: readonly RateSample[], sinceMs: number): number {
  let highest = 0;
  for (let index = samples.length - 1; index >= 0; index--) {
    const sample = samples[index];
    if (sample === undefined || sample.atMs <= sinceMs) break;
    if (sample.rate > highest) highest = sample.rate;
  }
  return highest;
}
