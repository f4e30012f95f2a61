import type { MetricPlan } from '@tsk/schemas/plan';
import { type Draft, known } from '../../lower/draft.ts';
import type { ReachMetric } from '../reach/reach-metric.ts';

/** The signals that take part; undefined where one of their values is known only to the runtime. */
export function readMetrics(metrics: readonly Draft<MetricPlan>[]): readonly ReachMetric[] | undefined {
  const signals: ReachMetric[] = [];
  for (const metric of metrics) {
    const [enabled, name, unit] = [known(metric.enabled), known(metric.name), known(metric.unit)];
    const [high, low, weight] = [known(metric.high), known(metric.low), known(metric.weight)];
    if (enabled === false) continue;
    if (enabled === undefined || name === undefined || unit === undefined) return undefined;
    if (high === undefined || low === undefined || weight === undefined) return undefined;
    signals.push({ name, unit, high, low, weight });
  }
  return signals;
}
