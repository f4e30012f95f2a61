import type { SimulationPlan } from '@tsk/schemas/plan';
import { type Load, rescaleTrace, shapeLoad, traceDurationMs, traceLoad } from './load.ts';
import { parseLoadExpression } from './load-expression.ts';
import { MOST_INSTANCES } from './requirement.ts';
import { showDuration } from './show.ts';
import { parseTrace, stretchTrace } from './trace.ts';

/** More steps than this do not fit into the memory of every machine. */
const MOST_STEPS = 1_000_000;

const dayMs = 86_400_000;

/** Peak of a shape where none is named, in requests per second. */
const USUAL_PEAK = 1000;

const USUAL_INTERVAL_MS = 60_000;

/** The load that a preview is to be made for: a shape or a sum of shapes by name, or the text of a trace. */
export type PreviewLoad =
  | {
      readonly kind: 'shape';
      /** Such as `diurnal` or `diurnal + 0.5 * spike`. */
      readonly shape: string;
      /** Highest rate in requests per second; 1000 where none is given. */
      readonly peak?: number;
      /** What `noise` is made of; 1 where none is given. */
      readonly seed?: number;
    }
  | {
      readonly kind: 'trace';
      /** What the trace is called, such as its file's name. */
      readonly name: string;
      /** CSV or JSON. */
      readonly text: string;
      /** Time between the values of a trace that has no times; a minute where none is given. */
      readonly intervalMs?: number;
      /** What the highest rate is brought to; as it is where none is given. */
      readonly peak?: number;
      /** Times are divided by this: 60 makes an hour of the trace pass in a minute. */
      readonly speed?: number;
    };

/** A load with what to call it, or why there is none, as a whole sentence. */
export type MadeLoad =
  | { readonly ok: true; readonly load: Load; readonly title: string }
  | { readonly ok: false; readonly message: string };

/** Makes a load in steps of `stepMs`, over `durationMs` or, where that is not given, over what is usual for it. */
export function makeLoad(source: PreviewLoad, stepMs: number, durationMs: number | undefined): MadeLoad {
  return source.kind === 'shape' ? makeShape(source, stepMs, durationMs) : makeTrace(source, stepMs, durationMs);
}

/** Why a load is too much to be simulated; undefined where it is not. */
export function findExcess({ rates }: Load, { workers, serviceTimeMs }: SimulationPlan): string | undefined {
  const highest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  if ((highest * serviceTimeMs) / (workers * 1000) <= MOST_INSTANCES) return undefined;
  return `A load of ${Math.round(highest)} requests per second would need more than ${MOST_INSTANCES} instances; lower the peak, or see service_time and workers of [simulation].`;
}

function makeShape(
  { shape: text, peak = USUAL_PEAK, seed = 1 }: Extract<PreviewLoad, { kind: 'shape' }>,
  stepMs: number,
  duration: number | undefined,
): MadeLoad {
  const parsed = parseLoadExpression(text);
  if (!parsed.ok) return parsed;
  const { shape } = parsed;
  const durationMs = duration ?? (shape.name.includes('weekly') ? 7 * dayMs : dayMs);
  const problem = findTooManySteps(durationMs, stepMs);
  if (problem !== undefined) return { ok: false, message: problem };
  const load = shapeLoad(shape, { stepMs, durationMs, peak, seed });
  const seeded = shape.name.includes('noise') ? ` (seed ${seed})` : '';
  return { ok: true, load, title: `${shape.name} load${seeded}, ${showDuration(durationMs)}` };
}

function makeTrace(
  { name, text, intervalMs = USUAL_INTERVAL_MS, peak, speed = 1 }: Extract<PreviewLoad, { kind: 'trace' }>,
  stepMs: number,
  duration: number | undefined,
): MadeLoad {
  const parsed = parseTrace(text, intervalMs);
  if (!parsed.ok) {
    const { place, message } = parsed.problem;
    return { ok: false, message: `'${name}' is not a trace: ${place === '' ? '' : `${place}: `}${message}.` };
  }
  const timed = stretchTrace(parsed.trace, 1 / speed);
  const durationMs = duration ?? traceDurationMs(timed);
  const problem = findTooManySteps(durationMs, stepMs);
  if (problem !== undefined) return { ok: false, message: problem };
  const trace = peak === undefined ? timed : rescaleTrace(timed, { peak });
  const load = traceLoad(trace, { stepMs, durationMs });
  const faster = speed === 1 ? '' : `, ${speed} times as fast`;
  return { ok: true, load, title: `load of ${name}${faster}, ${showDuration(durationMs)}` };
}

function findTooManySteps(durationMs: number, stepMs: number): string | undefined {
  if (durationMs / stepMs <= MOST_STEPS) return undefined;
  const longest = showDuration(MOST_STEPS * stepMs);
  return `${showDuration(durationMs)} in steps of ${showDuration(stepMs)} are too many; at most ${longest} can be simulated so.`;
}
