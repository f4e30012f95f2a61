import type { Behavior } from './behavior.ts';
import { recordEvent, type ScaleEvent } from './events.ts';
import {
  type LimitedReplicas,
  type LimitInput,
  type LimitReason,
  limitByBehavior,
  limitWithoutBehavior,
} from './limits.ts';
import type { Proposal, Workload } from './replicas.ts';
import { type PastRecommendation, stabiliseReplicas, stabiliseWithoutBehavior } from './stabilise.ts';

/** What the autoscaler remembers from one evaluation to the next. */
export interface HpaMemory {
  /** What was asked for; null before the first evaluation, which starts it with the count that it finds. */
  readonly recommendations: readonly PastRecommendation[] | null;
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
}

/** The memory before the first evaluation. */
export const initialHpaMemory: HpaMemory = { recommendations: null, ups: [], downs: [] };

/** What an autoscaler is set to. */
export interface HpaSpec {
  readonly min: number;
  readonly max: number;
  /** Pace by rules; or, for an autoscaler without them, its one window and the factor that it may grow by. */
  readonly pace: Behavior | PlainPace;
}

/** How an autoscaler without a behavior is slowed down. */
interface PlainPace {
  readonly downWindowSeconds: number;
  readonly scaleUpFactor: number;
}

/** Why an evaluation ends in its count. */
type HpaReason = LimitReason | 'ScalingDisabled' | 'OutOfBounds' | 'InvalidMetrics' | 'Stabilised';

/** The outcome of an evaluation. */
export interface HpaStep {
  readonly replicas: number;
  /** What the metrics ask for, before stabilisation and limits; the current count where they say nothing. */
  readonly desired: number;
  readonly reason: HpaReason;
  readonly memory: HpaMemory;
}

/**
 * One evaluation of a horizontal pod autoscaler (`reconcileAutoscaler`): bounds first, then the greatest of what the
 * metrics ask for, then the windows, then the limits. A metric that says nothing forbids going down.
 */
export function reconcile(
  memory: HpaMemory,
  { specReplicas: current }: Pick<Workload, 'specReplicas'>,
  proposals: readonly Proposal[],
  spec: HpaSpec,
  nowMs: number,
): HpaStep {
  const recommendations = memory.recommendations ?? [{ atMs: nowMs, instances: current }];
  const settle = (replicas: number, reason: HpaReason, desired = replicas): HpaStep => ({
    replicas,
    desired,
    reason,
    memory: { ...memory, recommendations },
  });
  if (current === 0 && spec.min !== 0) return settle(0, 'ScalingDisabled');
  if (current > spec.max) return settle(spec.max, 'OutOfBounds');
  if (current < spec.min) return settle(spec.min, 'OutOfBounds');

  let desired = Number.NEGATIVE_INFINITY;
  let valid = 0;
  for (const proposal of proposals) {
    if (!proposal.ok) continue;
    desired = Math.max(desired, proposal.replicas);
    valid += 1;
  }
  if (valid === 0) return settle(current, 'InvalidMetrics');
  if (valid < proposals.length && desired < current) return settle(current, 'InvalidMetrics', desired);
  const { min, max, pace } = spec;
  const started = { recommendations, ups: memory.ups, downs: memory.downs };
  const input = { current, desired, min, max };
  return 'up' in pace ? paceByBehavior(started, input, pace, nowMs) : paceWithoutBehavior(started, input, pace, nowMs);
}

type StartedMemory = HpaMemory & { readonly recommendations: readonly PastRecommendation[] };

function paceByBehavior(memory: StartedMemory, input: LimitInput, behavior: Behavior, nowMs: number): HpaStep {
  const { current, desired } = input;
  const stable = stabiliseReplicas(memory.recommendations, input, behavior, nowMs);
  const limited = limitByBehavior({ ...input, desired: stable.replicas }, behavior, memory, nowMs);
  const change = limited.replicas - current;
  return {
    replicas: limited.replicas,
    desired,
    reason: reasonOf(limited, stable.replicas, desired),
    memory: {
      recommendations: stable.recommendations,
      ups: change > 0 ? recordEvent(memory.ups, change, behavior.up, nowMs) : memory.ups,
      downs: change < 0 ? recordEvent(memory.downs, -change, behavior.down, nowMs) : memory.downs,
    },
  };
}

function paceWithoutBehavior(memory: StartedMemory, input: LimitInput, pace: PlainPace, nowMs: number): HpaStep {
  const { desired } = input;
  const stable = stabiliseWithoutBehavior(memory.recommendations, desired, pace.downWindowSeconds, nowMs);
  const limited = limitWithoutBehavior({ ...input, desired: stable.replicas }, pace.scaleUpFactor);
  return {
    replicas: limited.replicas,
    desired,
    reason: reasonOf(limited, stable.replicas, desired),
    memory: { ...memory, recommendations: stable.recommendations },
  };
}

function reasonOf({ reason }: LimitedReplicas, stable: number, desired: number): HpaReason {
  return reason === 'DesiredWithinRange' && stable !== desired ? 'Stabilised' : reason;
}
