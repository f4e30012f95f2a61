import { findOrigin, type OriginPlace, type Plan } from '@tsk/schemas/plan';

/** A setting that a part of a preview is about: where it is in the plan, how a document calls it, and where it was written. */
export interface SettingPlace {
  /** JSON pointer into the plan. */
  readonly pointer: string;
  /** The dotted key, such as `auto_scaling.policies.scale_up.cooldown_period`: as it was written, else its usual name. */
  readonly key: string;
  /** Absent where the value is a default. */
  readonly origin?: OriginPlace;
}

/** Settings that previews speak of, with the keys that documents have for them. */
const usualKeys: Readonly<Record<string, string>> = {
  '/scaling/minInstances': 'auto_scaling.policies.scale_down.min_instances',
  '/scaling/maxInstances': 'auto_scaling.policies.scale_up.max_instances',
  '/scaling/intervalMs': 'auto_scaling.monitoring_interval',
  '/scaling/scoring': 'auto_scaling.scoring',
  '/scaling/scaleUp/cooldownMs': 'auto_scaling.policies.scale_up.cooldown_period',
  '/scaling/scaleDown/cooldownMs': 'auto_scaling.policies.scale_down.cooldown_period',
  '/scaling/scaleUp/factor': 'auto_scaling.policies.scale_up.scale_factor',
  '/scaling/scaleDown/factor': 'auto_scaling.policies.scale_down.scale_factor',
  '/scaling/vertical/maxCpuCores': 'auto_scaling.vertical.max_cpu',
  '/scaling/predictive': 'auto_scaling.predictive',
  '/scaling/predictive/confidence': 'auto_scaling.predictive.confidence_threshold',
  '/scaling/predictive/horizonMs': 'auto_scaling.predictive.horizon',
  '/simulation/serviceTimeMs': 'simulation.service_time',
  '/simulation/workers': 'simulation.workers',
  '/simulation/startUpMs': 'simulation.start_up',
  '/simulation/drainMs': 'simulation.drain',
  '/simulation/sloMs': 'simulation.slo',
  '/simulation/costPerInstanceHour': 'simulation.cost_per_instance_hour',
};

/** The places of all settings that a preview of this plan may speak of, by pointer. */
export function listPlaces(plan: Plan): Readonly<Record<string, SettingPlace>> {
  const metrics = plan.scaling.metrics.flatMap(({ name }, index) => [
    [`/scaling/metrics/${index}/high`, `auto_scaling.metrics.${name}.threshold_high`] as const,
    [`/scaling/metrics/${index}/low`, `auto_scaling.metrics.${name}.threshold_low`] as const,
  ]);
  const all = [...Object.entries(usualKeys), ...metrics];
  return Object.fromEntries(all.map(([pointer, key]) => [pointer, placeOf(plan, pointer, key)]));
}

function placeOf(plan: Plan, pointer: string, key: string): SettingPlace {
  // A table that holds the value is no origin of the value: only the key itself counts.
  const origin = Object.hasOwn(plan.origins, pointer) ? findOrigin(plan, pointer) : undefined;
  return origin === undefined ? { pointer, key } : { pointer, key: origin.key, origin };
}
