import type { Plan, VerticalScalingPlan } from '@tsk/schemas/plan';
import { type Draft, derive, known, type Leaf } from './draft.ts';
import type { Settings } from './settings.ts';

const vertical = 'auto_scaling.vertical';
const architecture = 'scalability_architecture';

/** What scaling changes, as the architecture says. */
export function lowerStrategy(settings: Settings): Leaf<Plan['strategy']> {
  return settings.choice(
    [`${architecture}.strategy`],
    ['horizontal_auto_scaling', 'vertical_scaling', 'hybrid_scaling'],
    'horizontal_auto_scaling',
  );
}

/**
 * Lowers `[auto_scaling.vertical]`; undefined where the architecture does not have sizes recommended. They are applied where
 * its strategy says that sizes change and `auto_adjustment` is on.
 */
export function lowerVertical(settings: Settings): Draft<VerticalScalingPlan> | undefined {
  const table = `${architecture}.scaling.vertical`;
  const isOn = known(settings.switchOf([table], false)) !== false;
  if (!isOn || known(settings.boolean([`${table}.resource_monitoring`], true)) === false) return undefined;
  const adjusts = known(settings.boolean([`${table}.auto_adjustment`], false)) === true;
  return {
    mode: derive(lowerStrategy(settings), (strategy) => (adjusts ? modeOf(strategy) : 'recommend')),
    minCpuCores: settings.number([`${vertical}.min_cpu`], 0.1),
    maxCpuCores: settings.number([`${vertical}.max_cpu`], null),
    minMemoryBytes: settings.number([`${vertical}.min_memory`], 64_000_000),
    maxMemoryBytes: settings.number([`${vertical}.max_memory`], null),
    percentile: settings.number([`${vertical}.percentile`], 0.9),
    marginRatio: settings.number([`${vertical}.margin`], 0.15),
    halfLifeMs: settings.number([`${vertical}.half_life`], 86_400_000),
    workersVariable: settings.string([`${vertical}.workers_variable`], null),
    nodeHeap: settings.boolean([`${vertical}.node_heap`], false),
    cgroup: settings.string([`${vertical}.cgroup`], null),
  };
}

function modeOf(strategy: Plan['strategy']): VerticalScalingPlan['mode'] {
  if (strategy === 'vertical_scaling') return 'apply';
  return strategy === 'hybrid_scaling' ? 'hybrid' : 'recommend';
}
