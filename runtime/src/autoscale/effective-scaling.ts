import type { Plan, ScalingPlan } from '@tsk/schemas/plan';
import { signals } from './signals/index.ts';

/**
 * The scaling that a plan amounts to here: never without an instance, since no signal would ever ask for the first one;
 * without signals that neither the runtime nor a source of their own measures, since one that is always missing would never let the service shrink; and with a
 * fixed count where the instances are listed.
 */
export function effectiveScaling({
  scaling,
  service,
  instances,
}: Pick<Plan, 'scaling' | 'service' | 'instances'>): ScalingPlan {
  const metrics = scaling.metrics.filter(
    ({ name, source }) => source !== undefined || signals.some((signal) => signal.name === name),
  );
  if (service.provider === 'static') {
    const count = instances.length;
    return { ...scaling, metrics, enabled: false, minInstances: count, maxInstances: count };
  }
  const minInstances = Math.max(1, scaling.minInstances);
  return { ...scaling, metrics, minInstances, maxInstances: Math.max(minInstances, scaling.maxInstances) };
}
