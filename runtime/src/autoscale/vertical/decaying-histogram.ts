/** How values are put into buckets: each bucket is by `RATIO` wider than the one before. */
export interface BucketScheme {
  /** Width of the first bucket, which begins at 0. */
  readonly first: number;
  /** The last bucket begins at the latest here and holds everything above. */
  readonly most: number;
}

/** Weights of values, in which what was added long ago counts less. Plain data; it is never changed, only replaced. */
export interface DecayingHistogram {
  /** Weight of each bucket at `sinceMs`, up to the last that was ever used. */
  readonly weights: readonly number[];
  /** The time by which weights are compared. */
  readonly sinceMs: number;
}

const RATIO = 1.05;

/** Weights relative to `sinceMs` grow with time; beyond this many halvings they are rescaled. */
const MOST_HALVINGS = 100;

/** What is left of a weight after so long that it counts as none. */
const NOTHING = 1e-4;

/** A histogram without values. */
export function emptyHistogram(sinceMs: number): DecayingHistogram {
  return { weights: [], sinceMs };
}

/**
 * The histogram with a value of some weight at some time; a negative weight takes one away that was added with the same value
 * and time. Values that are no numbers or negative change nothing.
 */
export function addValue(
  histogram: DecayingHistogram,
  scheme: BucketScheme,
  { value, weight, atMs }: { readonly value: number; readonly weight: number; readonly atMs: number },
  halfLifeMs: number,
): DecayingHistogram {
  if (!(value >= 0) || !Number.isFinite(atMs)) return histogram;
  const { weights, sinceMs } = shiftTo(histogram, atMs, halfLifeMs);
  const bucket = bucketOf(scheme, value);
  const grown = weight * 2 ** ((atMs - sinceMs) / halfLifeMs);
  const length = Math.max(weights.length, bucket + 1);
  const next: number[] = [];
  for (let index = 0; index < length; index++) {
    const sum = (weights[index] ?? 0) + (index === bucket ? grown : 0);
    next.push(Math.max(0, sum));
  }
  return { weights: next, sinceMs };
}

/**
 * The value that a share of the weight keeps below, as the end of its bucket, so that it is too high by a twentieth at the most;
 * undefined where nothing of any weight was added.
 */
export function percentileOf({ weights }: DecayingHistogram, scheme: BucketScheme, share: number): number | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > NOTHING)) return undefined;
  let sum = 0;
  let bucket = 0;
  for (; bucket < weights.length - 1; bucket++) {
    sum += weights[bucket] ?? 0;
    if (sum >= share * total) break;
  }
  const last = lastBucket(scheme);
  return bucket < last ? startOf(scheme, bucket + 1) : startOf(scheme, last);
}

function shiftTo(histogram: DecayingHistogram, atMs: number, halfLifeMs: number): DecayingHistogram {
  const halvings = (atMs - histogram.sinceMs) / halfLifeMs;
  if (halvings <= MOST_HALVINGS) return histogram;
  const left = 2 ** -halvings;
  return { weights: histogram.weights.map((weight) => weight * left), sinceMs: atMs };
}

function bucketOf(scheme: BucketScheme, value: number): number {
  if (value < scheme.first) return 0;
  const bucket = Math.floor(Math.log((value * (RATIO - 1)) / scheme.first + 1) / Math.log(RATIO));
  return Math.min(bucket, lastBucket(scheme));
}

function lastBucket({ first, most }: BucketScheme): number {
  return Math.ceil(Math.log((most * (RATIO - 1)) / first + 1) / Math.log(RATIO));
}

function startOf({ first }: BucketScheme, bucket: number): number {
  return (first * (RATIO ** bucket - 1)) / (RATIO - 1);
}
