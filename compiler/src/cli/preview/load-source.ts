import {
  findLoadShape,
  type Load,
  loadShapes,
  MOST_INSTANCES,
  parseTrace,
  rescaleTrace,
  type SimulatedPlan,
  shapeLoad,
  stepLengthMs,
  traceDurationMs,
  traceLoad,
} from '@tsk/runtime/simulate';
import { CliFailure } from '../io/cli-failure.ts';
import { readText } from '../io/read-text.ts';
import type { Shell } from '../io/shell.ts';
import { showDuration } from './show.ts';

/** More steps than this do not fit into the memory of every machine. */
const mostSteps = 1_000_000;

const dayMs = 86_400_000;

/** Peak of a shape where none is named, in requests per second. */
const usualPeak = 1000;

/** What the options say about the load. */
export interface LoadOptions {
  /** Name of a shape; undefined where there is a trace, or for the usual shape. */
  readonly load?: string;
  readonly trace?: string;
  readonly traceInterval: number;
  /** In milliseconds. */
  readonly duration?: number;
  readonly peak?: number;
  readonly seed: number;
}

/** A load with what to call it. */
export interface NamedLoad {
  readonly load: Load;
  readonly title: string;
}

/** Makes the load that the options ask for, in steps that suit the plan. */
export async function makeLoad(shell: Shell, plan: SimulatedPlan, options: LoadOptions): Promise<NamedLoad> {
  const stepMs = stepLengthMs(plan);
  const named = options.trace === undefined ? makeShape(stepMs, options) : await readTrace(shell, stepMs, options);
  checkSize(named.load, plan);
  return named;
}

function makeShape(
  stepMs: number,
  { load: name = 'diurnal', duration, peak = usualPeak, seed }: LoadOptions,
): NamedLoad {
  const shape = findLoadShape(name);
  if (shape === undefined) {
    throw new CliFailure(`There is no load '${name}'; the loads are ${loadShapes.map((one) => one.name).join(', ')}.`);
  }
  const durationMs = duration ?? (name === 'weekly' ? 7 * dayMs : dayMs);
  checkSteps(durationMs, stepMs);
  return {
    load: shapeLoad(shape, { stepMs, durationMs, peak, seed }),
    title: `${name} load${name === 'noise' ? ` (seed ${seed})` : ''}, ${showDuration(durationMs)}`,
  };
}

async function readTrace(
  shell: Shell,
  stepMs: number,
  { trace: file = '', traceInterval, duration, peak }: LoadOptions,
): Promise<NamedLoad> {
  const parsed = parseTrace(await readText(shell, file), traceInterval);
  if (!parsed.ok) {
    const { place, message } = parsed.problem;
    throw new CliFailure(`'${file}' is not a trace: ${place === '' ? '' : `${place}: `}${message}.`);
  }
  const durationMs = duration ?? traceDurationMs(parsed.trace);
  checkSteps(durationMs, stepMs);
  const trace = peak === undefined ? parsed.trace : rescaleTrace(parsed.trace, { peak });
  return { load: traceLoad(trace, { stepMs, durationMs }), title: `load of ${file}, ${showDuration(durationMs)}` };
}

function checkSteps(durationMs: number, stepMs: number): void {
  if (durationMs / stepMs <= mostSteps) return;
  const longest = showDuration(mostSteps * stepMs);
  throw new CliFailure(
    `${showDuration(durationMs)} in steps of ${showDuration(stepMs)} are too many; at most ${longest} can be simulated so.`,
  );
}

function checkSize({ rates }: Load, { simulation }: SimulatedPlan): void {
  const highest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  const perInstance = (simulation.workers * 1000) / simulation.serviceTimeMs;
  if (highest / perInstance <= MOST_INSTANCES) return;
  throw new CliFailure(
    `A load of ${Math.round(highest)} requests per second would need more than ${MOST_INSTANCES} instances; lower --peak, or see service_time and workers of [simulation].`,
  );
}
