import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import { showDuration, showNames, showSignal } from '../common/show.ts';
import { type DownReach, reachDown } from './reach-down.ts';
import { reachMaximum } from './reach-maximum.ts';
import type { ReachedValue } from './reach-metric.ts';
import { reachUp } from './reach-up.ts';

/** What a response takes while nobody waits, where the down side of a score needs to know. */
const IDLE_RESPONSE_MS = 100;

/**
 * Says when a rule acts, computed from the plan alone: the values from which on instances are added and removed, and how long
 * it takes under a load that jumps and stays. `startUpMs` is how long an instance takes until it serves. Empty where the rule
 * does not go by thresholds.
 */
export function describeReach(scaling: ScalingPlan, startUpMs: number): readonly string[] {
  const metrics = scaling.metrics.filter(({ enabled }) => enabled);
  if (!scaling.enabled || metrics.length === 0) return [];
  switch (scaling.scoring) {
    case 'weighted_excess':
      return [...describeScore(metrics), ...describePace(scaling, startUpMs)];
    case 'pressure':
    case 'hpa':
    case 'target_tracking':
      return [describeTargets(metrics, scaling, startUpMs)];
    case 'threshold_step':
    case 'kpa':
    case 'step':
    case 'slo':
    case 'auto':
      return [];
  }
}

function describeScore(metrics: readonly MetricPlan[]): readonly string[] {
  const up = reachUp(metrics);
  const down = reachDown(metrics, { responseTimeMs: IDLE_RESPONSE_MS });
  const full = showNames(up.saturating.map(({ name }) => name));
  const ways = up.alone.flatMap(describeValue);
  const alone =
    ways.length === 0 ? 'No signal alone adds instances' : `Alone, instances are added once ${ways.join(', or ')}`;
  const saturated =
    up.saturating.length === 0
      ? ''
      : up.isReached
        ? `, and by ${full} at 100 %${up.saturating.length > 1 ? ' together' : ''}`
        : `; ${full} at 100 % together score ${up.saturatedScore.toFixed(3)}, and more than 0.5 is needed`;
  return [`${alone}${saturated}.`, ...describeDown(down)];
}

function describeDown(down: DownReach | undefined): readonly string[] {
  if (down === undefined) return [];
  const { driver, points } = down;
  const reached = points.flatMap(({ requestRate, below }) => (below === null ? [] : [{ requestRate, below }]));
  const [first] = reached;
  if (first === undefined) return ['No load is low enough to remove instances.'];
  const at = (rate: number): string => (rate === 0 ? 'without requests' : `at ${showSignal(rate, 'perSecond')}`);
  const values =
    points.length === 1
      ? [showSignal(first.below, driver.unit)]
      : reached.map(({ requestRate, below }) => `${showSignal(below, driver.unit)} ${at(requestRate)}`);
  const missed = points.find(({ below }) => below === null);
  const never = missed === undefined ? '' : `; ${at(missed.requestRate)} nothing is low enough`;
  return [
    `Instances are removed once \`${driver.name}\` is under ${values.join(', ')}${never}, where memory is not under its \`threshold_low\` and a response takes ${IDLE_RESPONSE_MS} ms.`,
  ];
}

function describeValue({ metric: { name, unit }, value }: ReachedValue): readonly string[] {
  return value === null ? [] : [`\`${name}\` passes ${showSignal(value, unit)}`];
}

function describePace(
  { minInstances, maxInstances, scaleUp, intervalMs }: ScalingPlan,
  startUpMs: number,
): readonly string[] {
  const { factor, cooldownMs } = scaleUp;
  const response = reachMaximum({ minInstances, maxInstances, factor, cooldownMs, intervalMs, startUpMs });
  if (response === undefined) return [];
  const steps = response.counts.join(', ');
  return [
    `When the load jumps, the first further instances serve within ${showDuration(response.firstHelpMs)} at the latest, and all ` +
      `${maxInstances} within ${showDuration(response.allServeMs)} (${steps}).`,
  ];
}

function describeTargets(metrics: readonly MetricPlan[], { intervalMs }: ScalingPlan, startUpMs: number): string {
  const targets = metrics.map(({ name, unit, high }) => `\`${name}\` passes ${showSignal(high, unit)}`);
  return (
    `Instances are added once ${targets.join(', or ')}, by more than the tolerance; they serve within ` +
    `${showDuration(intervalMs + startUpMs)} of that at the latest.`
  );
}
