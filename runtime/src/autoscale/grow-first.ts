import type { VerticalScalingPlan } from '@tsk/schemas/plan';
import type { Decision } from './policies/policy.ts';
import { boundSize } from './vertical/bound-size.ts';
import type { InstanceSize, SizeObservation, Sizing } from './vertical/instance-size.ts';

/** A decision about the count, and one about the size, that go together. */
interface JointStep {
  readonly decision: Decision;
  readonly sizing: Sizing;
}

/**
 * Vertical first, then horizontal: what the rule wants in instances is met with larger ones as far as they may grow, and with
 * more of them for the rest. The other way around, instances are removed first; only where the rule wants fewer than it may
 * have do they become smaller, and no further than it wants. Where sizes do not change while instances run, the count alone does.
 */
export function growFirst(
  { decision, sizing }: JointStep,
  observation: SizeObservation,
  plan: VerticalScalingPlan,
): JointStep {
  const { size, machine, applies } = observation;
  const { action, from, to, wanted, trigger } = decision;
  // A count that has to be is not the rule's to trade for size.
  if (applies !== 'live' || trigger === 'outside_bounds') return { decision, sizing };
  if (action === 'scale_up' && from > 0) return grow({ decision, sizing }, size, plan, machine);
  const { next } = sizing;
  if (next === null || next.cpuCores >= size.cpuCores) return { decision, sizing };
  const mayShrink = action === 'none' && from > 0 && wanted < from;
  const least = mayShrink ? size.cpuCores * (wanted / to) : size.cpuCores;
  return { decision, sizing: keepCores(sizing, next, Math.max(next.cpuCores, least)) };
}

function grow(
  { decision, sizing }: JointStep,
  size: InstanceSize,
  plan: VerticalScalingPlan,
  machine: InstanceSize,
): JointStep {
  const { from, to } = decision;
  const memoryBytes = sizing.next?.memoryBytes ?? size.memoryBytes;
  const next = boundSize({ cpuCores: (size.cpuCores * to) / from, memoryBytes }, plan, machine);
  if (next.cpuCores <= size.cpuCores) {
    return { decision, sizing: sizing.next === null ? sizing : keepCores(sizing, sizing.next, size.cpuCores) };
  }
  const count = Math.max(from, Math.ceil((size.cpuCores * to) / next.cpuCores - 1e-9));
  const limit = { kind: 'size', cpuCores: next.cpuCores } as const;
  const action = count > from ? 'scale_up' : 'none';
  return {
    decision: { ...decision, action, to: count, limit },
    sizing: { ...sizing, next, cause: 'grown_for_load' },
  };
}

/** The sizing with other cores; none at all where nothing is left to change. */
function keepCores(sizing: Sizing, next: InstanceSize, cpuCores: number): Sizing {
  const { size } = sizing;
  const isSame = cpuCores === size.cpuCores && next.memoryBytes === size.memoryBytes;
  return isSame ? { ...sizing, next: null, cause: 'bounded' } : { ...sizing, next: { ...next, cpuCores } };
}
