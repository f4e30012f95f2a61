import { defaultTolerance } from './usage-ratio.ts';

/** At most so many pods, or such a percentage of them, within a period. */
export interface ScalingRule {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** Pace of one direction (`HPAScalingRules`). */
export interface DirectionRules {
  readonly stabilizationWindowSeconds: number;
  /** Which of the rules decides: that of the largest change, that of the smallest, or none, which forbids the direction. */
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly ScalingRule[];
  /** How far past the target is let pass in this direction. */
  readonly tolerance: number;
}

/** Pace of both directions. */
export interface Behavior {
  readonly up: DirectionRules;
  readonly down: DirectionRules;
}

/** What Kubernetes fills in where nothing is written: at once up, by 4 pods or twofold; slowly down, after 5 minutes. */
export const defaultBehavior: Behavior = {
  up: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
    tolerance: defaultTolerance.up,
  },
  down: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    tolerance: defaultTolerance.down,
  },
};

/** The longest period that a rule of a direction looks back over, in seconds. */
export function longestPeriod({ policies }: DirectionRules): number {
  return Math.max(0, ...policies.map(({ periodSeconds }) => periodSeconds));
}
