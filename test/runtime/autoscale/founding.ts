import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import type { Observation, Signals } from '../../../runtime/src/autoscale/policies/policy.ts';

const metric = (
  name: MetricPlan['name'],
  unit: MetricPlan['unit'],
  high: number,
  low: number,
  weight: number,
): MetricPlan => ({ name, enabled: true, unit, high, low, weight });

/** The scaling of the founding document: its metrics, thresholds, weights, factors and cooldowns. */
export const founding: ScalingPlan = {
  enabled: true,
  strategy: 'reactive',
  scoring: 'weighted_excess',
  intervalMs: 60_000,
  minInstances: 2,
  maxInstances: 20,
  metrics: [
    metric('cpu_utilization', 'ratio', 0.7, 0.3, 0.4),
    metric('memory_utilization', 'ratio', 0.8, 0.4, 0.3),
    metric('request_rate', 'perSecond', 1000, 100, 0.2),
    metric('response_time', 'ms', 2000, 500, 0.1),
  ],
  scaleUp: { cooldownMs: 300_000, minInstances: 2, maxInstances: 20, factor: 1.5, threshold: null },
  scaleDown: { cooldownMs: 600_000, minInstances: 2, maxInstances: 20, factor: 0.5, threshold: null },
  predictive: { enabled: false, algorithm: 'linear_regression', windowMs: 3_600_000, confidence: 0.8, horizonMs: null },
  thresholdStep: { cpuRatio: 0.7, memoryRatio: 0.8 },
  stateFile: null,
};

/** Values between the thresholds of every metric: nothing asks for a change. */
export const calm: Signals = { cpu_utilization: 0.5, memory_utilization: 0.6, request_rate: 500, response_time: 1000 };

/** Values far under every threshold. */
export const idle: Signals = { cpu_utilization: 0.01, memory_utilization: 0.05, request_rate: 0, response_time: 0 };

/** An observation of `instances`, all of them ready. */
export function observe(instances: number, signals: Signals): Observation {
  return { currentInstances: instances, readyInstances: instances, signals };
}
