/**
 * How often demand turned out to be how many times what was forecast: shares by the logarithm of that ratio, in bins of equal
 * width, in which old outcomes count less and less. Plain numbers, of a fixed size.
 */
export type ErrorHistogram = readonly number[];

const BINS = 96;
/** Half as much as was forecast, or less, is the first bin; four times as much, or more, the last. */
const LEAST = Math.log(0.5);
const WIDTH = (Math.log(4) - LEAST) / BINS;

/** Before there are outcomes, small errors are taken to be more likely than great ones, by this scale. */
const FIRST_SPREAD = 0.2;
/** So many outcomes that guess weighs. */
const FIRST_WEIGHT = 40;

/** What is believed before there are any outcomes. */
export const initialErrors: ErrorHistogram = guess();

/** The histogram with one more outcome; what it held before counts `kept` times as much as it did. */
export function addOutcome(errors: ErrorHistogram, actual: number, forecast: number, kept: number): ErrorHistogram {
  const bin = binOf(Math.log(actual / forecast));
  return errors.map((weight, index) => weight * kept + (index === bin ? 1 : 0));
}

/** Shares of outcomes at or below a multiple of the forecast, for multiples that rise from call to call. */
export function startShares(errors: ErrorHistogram): (multiple: number) => number {
  const total = errors.reduce((sum, weight) => sum + weight, 0);
  let [bin, below] = [0, 0];
  return (multiple) => {
    const position = (Math.log(multiple) - LEAST) / WIDTH;
    for (; bin < BINS && bin + 1 <= position; bin++) below += errors[bin] ?? 0;
    // Within a bin, outcomes are taken to be spread evenly.
    const part = Math.min(1, Math.max(0, position - bin));
    return (below + part * (errors[bin] ?? 0)) / total;
  };
}

/** Whether a value is a histogram of this form, as one that was saved should be. */
export function isErrorHistogram(value: unknown): value is ErrorHistogram {
  return (
    Array.isArray(value) &&
    value.length === BINS &&
    value.every((weight) => typeof weight === 'number' && weight >= 0 && Number.isFinite(weight)) &&
    value.some((weight) => weight > 0)
  );
}

function binOf(logarithm: number): number {
  if (Number.isNaN(logarithm)) return 0;
  return Math.min(BINS - 1, Math.max(0, Math.floor((logarithm - LEAST) / WIDTH)));
}

function guess(): ErrorHistogram {
  const weights = Array.from({ length: BINS }, (_, bin) =>
    Math.exp(-Math.abs(LEAST + (bin + 0.5) * WIDTH) / FIRST_SPREAD),
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (weight * FIRST_WEIGHT) / total);
}
