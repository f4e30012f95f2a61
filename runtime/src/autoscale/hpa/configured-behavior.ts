import type { PacePlan, ScalingPlan } from '@tsk/schemas/plan';
import { type Behavior, type DirectionRules, defaultBehavior, type ScalingRule } from './behavior.ts';

const selections = { max: 'Max', min: 'Min', disabled: 'Disabled' } as const;

/** Behaviors that were made: the same settings are asked about at each evaluation. */
const behaviors = new WeakMap<object, Behavior>();

/** The behavior that a plan asks for: of what it does not say, as Kubernetes fills it in. */
export function configuredBehavior(scaling: Pick<ScalingPlan, 'scaleUp' | 'scaleDown'>): Behavior {
  const known = behaviors.get(scaling);
  if (known !== undefined) return known;
  const behavior = {
    up: configure(defaultBehavior.up, scaling.scaleUp.pace),
    down: configure(defaultBehavior.down, scaling.scaleDown.pace),
  };
  behaviors.set(scaling, behavior);
  return behavior;
}

function configure(rules: DirectionRules, pace: PacePlan | undefined): DirectionRules {
  if (pace === undefined) return rules;
  const { windowMs, toleranceRatio, select } = pace;
  const written = limitsOf(pace);
  return {
    stabilizationWindowSeconds: windowMs === null ? rules.stabilizationWindowSeconds : windowMs / 1000,
    selectPolicy: selections[select],
    policies: written.length > 0 ? written : rules.policies,
    tolerance: toleranceRatio ?? rules.tolerance,
  };
}

/** The limits that are written; none where a plan says nothing of them. */
function limitsOf({ pods, podsPeriodMs, percent, percentPeriodMs }: PacePlan): readonly ScalingRule[] {
  const byPods: ScalingRule[] =
    pods === null ? [] : [{ type: 'Pods', value: pods, periodSeconds: podsPeriodMs / 1000 }];
  const byPercent: ScalingRule[] =
    percent === null ? [] : [{ type: 'Percent', value: percent, periodSeconds: percentPeriodMs / 1000 }];
  return [...byPods, ...byPercent];
}
