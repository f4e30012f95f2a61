import type { LoadShape } from './load-shapes.ts';
import type { Trace } from './trace.ts';

/** Load as a simulation takes it: the rate of each step, in requests per second. */
export interface Load {
  /** Time of the first step on the clock that decisions see. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly rates: Float64Array;
}

/** How long the steps of a load are, and how many there are. */
interface Steps {
  readonly stepMs: number;
  readonly durationMs: number;
}

/**
 * A load of a shape; the rate of a step is that at its middle. Where the levels of a sum pass 1, all of them are lowered so that
 * the highest is the peak.
 */
export function shapeLoad(
  shape: LoadShape,
  { stepMs, durationMs, peak, seed }: Steps & { readonly peak: number; readonly seed: number },
): Load {
  const levels = Float64Array.from({ length: stepCount({ stepMs, durationMs }) }, (_, index) =>
    Math.max(0, shape.level((index + 0.5) * stepMs, durationMs, seed)),
  );
  const top = levels.reduce((most, level) => Math.max(most, level), 1);
  return { startMs: 0, stepMs, rates: levels.map((level) => (peak * level) / top) };
}

/** A load that follows a trace, in straight lines from point to point. Before the first point and after the last it stays. */
export function traceLoad(trace: Trace, { stepMs, durationMs }: Steps): Load {
  const { timesMs, rates: values } = trace;
  const startMs = timesMs[0] ?? 0;
  let next = 1;
  const rates = Float64Array.from({ length: stepCount({ stepMs, durationMs }) }, (_, index) => {
    const atMs = startMs + (index + 0.5) * stepMs;
    while (next < timesMs.length && (timesMs[next] ?? 0) <= atMs) next += 1;
    const [fromMs = 0, toMs = fromMs] = [timesMs[next - 1], timesMs[next]];
    const [from = 0, to = from] = [values[next - 1], values[next]];
    return toMs > fromMs ? from + ((to - from) * (atMs - fromMs)) / (toMs - fromMs) : from;
  });
  return { startMs, stepMs, rates };
}

/** How a trace is brought to size. */
export interface Scale {
  /** The rate that the quantile is brought to. */
  readonly peak: number;
  /** Share of the points that are to stay at or below the peak; 1 is all of them. */
  readonly quantile?: number;
  /** What is higher is cut off here. */
  readonly ceiling?: number;
}

/** The trace in other numbers: its highest point, or another quantile, becomes `peak`. One that is 0 all the time stays so. */
export function rescaleTrace(trace: Trace, { peak, quantile = 1, ceiling = Number.POSITIVE_INFINITY }: Scale): Trace {
  const sorted = trace.rates.toSorted();
  const top = sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)] ?? 0;
  const factor = top > 0 ? peak / top : 1;
  return { ...trace, rates: trace.rates.map((rate) => Math.min(ceiling, rate * factor)) };
}

/** Length of a trace from its first point to its last. */
export function traceDurationMs({ timesMs }: Trace): number {
  return (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
}

function stepCount({ stepMs, durationMs }: Steps): number {
  return Math.max(0, Math.ceil(durationMs / stepMs - 1e-9));
}
