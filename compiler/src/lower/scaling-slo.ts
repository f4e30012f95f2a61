import type { SloPlan } from '@tsk/schemas/plan';
import type { Draft } from './draft.ts';
import type { Settings } from './settings.ts';

const slo = 'auto_scaling.slo';

/**
 * Lowers `[auto_scaling.slo]`, over what `[simulation]` assumes of an instance. A service time that nobody wrote is measured,
 * whatever a preview takes it to be.
 */
export function lowerSlo(settings: Settings): Draft<SloPlan> {
  const written = settings.isWritten('simulation.service_time') ? ['simulation.service_time'] : [];
  return {
    workers: settings.number([`${slo}.workers`, 'simulation.workers'], 10),
    serviceTimeMs: settings.number([`${slo}.service_time`, ...written], null),
    waitMs: settings.number([`${slo}.wait`, 'simulation.slo'], 500),
    lateRatio: settings.number([`${slo}.late`], 0.01),
    violationCost: settings.number([`${slo}.violation_cost`], 0.5),
    startUpMs: settings.number([`${slo}.start_up`, 'simulation.start_up'], 120_000),
    holdMs: settings.number([`${slo}.hold`], 120_000),
  };
}
