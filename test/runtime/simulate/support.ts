import type { ScalingPlan, SimulationPlan } from '@tsk/schemas/plan';
import {
  findLoadShape,
  type Load,
  type SimulatedPlan,
  shapeLoad,
  stepLengthMs,
} from '../../../runtime/src/simulate/index.ts';
import { testPlan } from '../admin/plan.ts';
import { founding } from '../autoscale/founding.ts';

/** What the settings say where nothing is written: instances that bear 100 requests per second and take two minutes to start. */
export const assumptions: SimulationPlan = {
  serviceTimeMs: 100,
  workers: 10,
  startUpMs: 120_000,
  drainMs: 30_000,
  sloMs: 500,
  costPerInstanceHour: 0.1,
  stepMs: 5000,
};

/** A plan to simulate: the founding one, with other settings where they are given. */
export function planOf(scaling: Partial<ScalingPlan> = {}, simulation: Partial<SimulationPlan> = {}): SimulatedPlan {
  const { service, instances } = testPlan;
  return { scaling: { ...founding, ...scaling }, simulation: { ...assumptions, ...simulation }, service, instances };
}

/** The founding plan with the rule `pressure` on the CPU alone. */
export const pressurePlan: SimulatedPlan = planOf({
  scoring: 'pressure',
  metrics: founding.metrics.filter(({ name }) => name === 'cpu_utilization'),
});

/** A load of rates, one for each step of the plan. */
export function loadOf(plan: SimulatedPlan, rates: readonly number[]): Load {
  return { startMs: 0, stepMs: stepLengthMs(plan), rates: Float64Array.from(rates) };
}

/** A load of a shape with a peak of 1000 requests per second. */
export function shaped(plan: SimulatedPlan, name: string, hours = 24, seed = 1): Load {
  const shape = findLoadShape(name);
  if (shape === undefined) throw new Error(`no load is called ${name}`);
  return shapeLoad(shape, { stepMs: stepLengthMs(plan), durationMs: hours * 3_600_000, peak: 1000, seed });
}
