import type { ServicePlan } from '@tsk/schemas/plan';
import type { Sample } from '../autoscale/signals/signal.ts';
import type { SizeObservation } from '../autoscale/vertical/instance-size.ts';

/**
 * What the instances of a simulation use of their size. All are alike, so that one stands for them; where the plan says nothing
 * of their memory, nothing is known of it. No size is changed: the model knows workers, and not what they run on.
 */
export function modelSizes(
  { cpuCores, memoryBytes }: Pick<ServicePlan, 'cpuCores' | 'memoryBytes'>,
  { usage }: Sample,
): SizeObservation {
  const size = { cpuCores, memoryBytes };
  const uses = usage.map(({ cpuRatio, memoryRatio }) => ({
    id: 'instance',
    cpuCores: cpuRatio * cpuCores,
    memoryBytes: memoryBytes === null ? null : memoryRatio * memoryBytes,
  }));
  return { uses, size, outOfMemory: [], machine: size, applies: 'never' };
}
