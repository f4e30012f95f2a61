import type { Behavior, DirectionRules, ScalingRule } from './behavior.ts';
import { changeWithin, type ScaleEvent } from './events.ts';

/** Why a count was cut, by the name of Kubernetes' condition. */
export type LimitReason =
  | 'DesiredWithinRange'
  | 'ScaleUpLimit'
  | 'ScaleDownLimit'
  | 'TooManyReplicas'
  | 'TooFewReplicas';

/** A count within all limits. */
export interface LimitedReplicas {
  readonly replicas: number;
  readonly reason: LimitReason;
}

/** What a count is limited by. */
export interface LimitInput {
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
}

/** Changes that were made, by direction. */
export interface ScaleEvents {
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
}

/** Limits by bounds and by the rules of a behavior (`convertDesiredReplicasWithBehaviorRate`). */
export function limitByBehavior(
  { current, desired, min, max }: LimitInput,
  behavior: Behavior,
  events: ScaleEvents,
  nowMs: number,
): LimitedReplicas {
  const startOf = ({ periodSeconds }: ScalingRule): number =>
    current - changeWithin(events.ups, periodSeconds, nowMs) + changeWithin(events.downs, periodSeconds, nowMs);
  if (desired > current) {
    const limit = Math.max(current, upLimit(behavior.up, current, startOf));
    const most = Math.min(max, limit);
    if (desired > most) return { replicas: most, reason: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  } else if (desired < current) {
    const limit = Math.min(current, downLimit(behavior.down, current, startOf));
    const least = Math.max(min, limit);
    if (desired < least) return { replicas: least, reason: min < limit ? 'ScaleDownLimit' : 'TooFewReplicas' };
  }
  return { replicas: desired, reason: 'DesiredWithinRange' };
}

/** Limits by bounds, and upwards by a factor (`convertDesiredReplicasWithRules`): what holds without a behavior. */
export function limitWithoutBehavior(
  { current, desired, min, max }: LimitInput,
  scaleUpFactor: number,
): LimitedReplicas {
  const limit = Math.max(scaleUpFactor * current, 4);
  const most = Math.min(max, limit);
  if (desired < min) return { replicas: min, reason: 'TooFewReplicas' };
  if (desired > most) return { replicas: most, reason: max > limit ? 'ScaleUpLimit' : 'TooManyReplicas' };
  return { replicas: desired, reason: 'DesiredWithinRange' };
}

type StartOf = (rule: ScalingRule) => number;

/** The highest count that the rules allow. Each starts from the count at the beginning of its period. */
function upLimit({ selectPolicy, policies }: DirectionRules, current: number, startOf: StartOf): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map((rule) => {
    const start = startOf(rule);
    return rule.type === 'Pods' ? start + rule.value : Math.ceil(start * (1 + rule.value / 100));
  });
  return selectPolicy === 'Max' ? Math.max(...limits) : Math.min(...limits);
}

/** The lowest count that the rules allow; the largest change is the lowest one. */
function downLimit({ selectPolicy, policies }: DirectionRules, current: number, startOf: StartOf): number {
  if (selectPolicy === 'Disabled') return current;
  const limits = policies.map((rule) => {
    const start = startOf(rule);
    return rule.type === 'Pods' ? start - rule.value : Math.trunc(start * (1 - rule.value / 100));
  });
  return selectPolicy === 'Max' ? Math.min(...limits) : Math.max(...limits);
}
