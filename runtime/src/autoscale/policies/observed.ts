import type { MetricPlan } from '@tsk/schemas/plan';
import type { Observation, SignalName } from './policy.ts';

/** An enabled metric with the value that was observed for it. */
export interface ObservedMetric {
  readonly metric: MetricPlan;
  readonly value: number;
}

/** The enabled metrics of a configuration, sorted by whether there is a value to judge. */
export interface ObservedMetrics {
  readonly observed: readonly ObservedMetric[];
  readonly missing: readonly MetricPlan[];
}

/** The value of a signal; undefined where it was not measured, or is none that a measurement could give (negative, NaN, beyond all counting). */
export function findSignal(observation: Observation, name: SignalName): number | undefined {
  const value = observation.signals[name];
  return value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

/** Whether instances share the value, so that each bears less of it where there are more. */
export function isShared({ name }: MetricPlan): boolean {
  return name === 'request_rate' || name === 'connections' || name === 'queue_length';
}

/** Pairs each enabled metric with its value, in the order of the configuration. */
export function observeMetrics(metrics: readonly MetricPlan[], observation: Observation): ObservedMetrics {
  const observed: ObservedMetric[] = [];
  const missing: MetricPlan[] = [];
  for (const metric of metrics) {
    if (!metric.enabled) continue;
    const value = findSignal(observation, metric.name);
    if (value === undefined) missing.push(metric);
    else observed.push({ metric, value });
  }
  return { observed, missing };
}
