import type { StepPlan } from '@tsk/schemas/plan';
import { type Draft, derive, known } from './draft.ts';
import type { Settings } from './settings.ts';

const steps = 'auto_scaling.steps';

const names: readonly StepPlan['metric'][] = [
  'cpu_utilization',
  'memory_utilization',
  'request_rate',
  'response_time',
  'response_time_p50',
  'response_time_p95',
  'response_time_p99',
  'error_rate',
  'queue_length',
  'connections',
];

/** Signals that are shares: above 1 a bound of theirs is a percentage, as it is for their thresholds. */
const shares: readonly StepPlan['metric'][] = ['cpu_utilization', 'memory_utilization', 'error_rate'];

/** Lowers `[auto_scaling.steps]`, in the order in which the steps are written. */
export function lowerSteps(settings: Settings): readonly Draft<StepPlan>[] {
  return settings.keysOf(steps).map((name) => {
    const at = (key: string): readonly string[] => ['auto_scaling', 'steps', name, key];
    const metric = settings.choice([at('metric')], names, 'cpu_utilization');
    const isShare = shares.some((share) => share === known(metric));
    const bound = (value: number | null): number | null =>
      isShare && value !== null && value > 1 ? value / 100 : value;
    return {
      metric,
      above: derive(settings.number([at('above')], null), bound),
      below: derive(settings.number([at('below')], null), bound),
      change: settings.number([at('change')], 0),
      unit: settings.choice([at('unit')], ['instances', 'percent'], 'instances'),
    };
  });
}
