import type { SignalName, Signals } from '../policies/policy.ts';
import { connections } from './connections.ts';
import { cpuUtilization } from './cpu-utilization.ts';
import { errorRate } from './error-rate.ts';
import { memoryUtilization } from './memory-utilization.ts';
import { requestRate } from './request-rate.ts';
import { responseTime } from './response-time.ts';
import { responseTimeP50 } from './response-time-p50.ts';
import { responseTimeP95 } from './response-time-p95.ts';
import { responseTimeP99 } from './response-time-p99.ts';
import type { Sample, Signal } from './signal.ts';

/** The signals that this build measures, in the order of the founding document. */
export const signals: readonly Signal[] = Object.freeze([
  cpuUtilization,
  memoryUtilization,
  requestRate,
  responseTime,
  responseTimeP50,
  responseTimeP95,
  responseTimeP99,
  errorRate,
  connections,
]);

/** Every signal of a sample that has a value. */
export function measureSignals(sample: Sample): Signals {
  const values: Partial<Record<SignalName, number>> = {};
  for (const signal of signals) {
    const value = signal.measure(sample);
    if (value !== undefined) values[signal.name] = value;
  }
  return values;
}
