/** How many errors an interval goes by: enough for the tails, few enough to follow a change. */
const WINDOW = 216;

/** How far one outcome moves the level that is aimed at. */
const ADAPTATION = 0.01;

/** The level that is aimed at never passes this, so that one outlier does not become the interval for good. */
const HIGHEST_LEVEL = 0.995;

/**
 * Half the width of a prediction interval, from past absolute errors, oldest first. By split conformal prediction it is the
 * ⌈(n + 1) · level⌉-th smallest of n errors (Lei, G'Sell, Rinaldo, Tibshirani, Wasserman, "Distribution-free predictive
 * inference for regression", JASA 2018), whatever their distribution, if the next is drawn like the last ones. Load is
 * not: so the past is replayed, and the level aimed at rises with each outcome that an interval missed and falls with
 * each that it held (Gibbs and Candès, "Adaptive conformal inference under distribution shift", NeurIPS 2021).
 */
export function intervalHalfWidth(errors: readonly number[], level: number): number {
  const sorted: number[] = [];
  let aim = level;
  errors.forEach((error, index) => {
    if (index >= leastErrors(level)) {
      const missed = error > quantile(sorted, aim) ? 1 : 0;
      aim = Math.min(HIGHEST_LEVEL, Math.max(0, aim + ADAPTATION * (missed - (1 - level))));
    }
    sorted.splice(insertionPoint(sorted, error), 0, error);
    const left = errors[index - WINDOW];
    if (left !== undefined) sorted.splice(insertionPoint(sorted, left), 1);
  });
  return quantile(sorted, aim);
}

/** Errors that a level needs: with fewer, not even the greatest of them would do. Above 99 % that is asked no further. */
export function leastErrors(level: number): number {
  const share = Math.min(level, 0.99);
  return Math.max(1, Math.ceil(share / (1 - share) - 1e-9));
}

function quantile(sorted: readonly number[], level: number): number {
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil((sorted.length + 1) * level - 1e-9)));
  return sorted[rank - 1] ?? 0;
}

/** The first index whose value is not smaller, by halving. */
function insertionPoint(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? value) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
