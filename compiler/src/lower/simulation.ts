import type { SimulationPlan } from '@tsk/schemas/plan';
import type { Draft } from './draft.ts';
import type { Settings } from './settings.ts';

/** Lowers `[simulation]`. */
export function lowerSimulation(settings: Settings): Draft<SimulationPlan> {
  return {
    serviceTimeMs: settings.number(['simulation.service_time'], 100),
    workers: settings.number(['simulation.workers'], 10),
    startUpMs: settings.number(['simulation.start_up'], 120_000),
    drainMs: settings.number(['simulation.drain'], 30_000),
    sloMs: settings.number(['simulation.slo'], 500),
    costPerInstanceHour: settings.number(['simulation.cost_per_instance_hour'], 0.1),
    stepMs: settings.number(['simulation.step'], 5000),
  };
}
