import { auto } from './auto.ts';
import { hpa } from './hpa.ts';
import { kpa } from './kpa.ts';
import type { ScalingPolicy } from './policy.ts';
import { pressure } from './pressure.ts';
import { slo } from './slo.ts';
import { step } from './step.ts';
import { targetTracking } from './target-tracking.ts';
import { thresholdStep } from './threshold-step.ts';
import { weightedExcess } from './weighted-excess.ts';

/** The scaling rules that a configuration can choose with `scoring`, the default first. */
export const scalingPolicies: readonly ScalingPolicy[] = Object.freeze([
  weightedExcess,
  pressure,
  thresholdStep,
  hpa,
  kpa,
  targetTracking,
  step,
  slo,
  auto,
]);

const byName: ReadonlyMap<string, ScalingPolicy> = new Map(scalingPolicies.map((policy) => [policy.name, policy]));

/** The rule of that name; every name that a plan allows has one. */
export function getScalingPolicy(name: ScalingPolicy['name']): ScalingPolicy {
  const policy = byName.get(name);
  if (policy === undefined) throw new Error(`no scaling policy is registered as ${name}`);
  return policy;
}
