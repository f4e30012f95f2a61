import type { ScalingPlan } from '@tsk/schemas/plan';
import { type Shadow, type ShadowRule, type ShadowWorld, startShadow, stepShadow } from '../auto/shadow.ts';
import { wantedOf } from '../auto/shadow-fleet.ts';
import { instanceModelOf } from '../slo/instance-estimate.ts';
import { hpa } from './hpa.ts';
import { applyBounds, boundsOf } from './limits.ts';
import type { Observation, PolicyState, PolicyStep, ScalingPolicy } from './policy.ts';
import { decideBySlo, defaultSlo, TREND_SHARE } from './slo.ts';

/** A rule that takes part in the comparison. */
interface Candidate {
  readonly name: string;
  decide(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep;
}

const sloWith = (name: string, trendShare: number): Candidate => ({
  name,
  decide: (state, observation, config, nowMs) => decideBySlo(state, observation, config, nowMs, trendShare),
});

/** The first decides until another one has been better. */
const candidates: readonly Candidate[] = [
  sloWith('slo', TREND_SHARE),
  sloWith('slo that expects no change', 0),
  sloWith('slo that follows the slope', 0.5),
  { name: 'hpa', decide: hpa.decide },
];

/** Another candidate takes over only where it has cost this much less, as a share and in instance-hours. */
const LEAST_SHARE = 0.03;
const LEAST_HOURS = 2;

/**
 * Whichever rule has been best lately. Each candidate runs a fleet of its own in a small model of the service, under the
 * demand that is really there; what that would have cost decides which of them is listened to. The first is `slo` itself,
 * whose knowledge of demand is also what the model runs on.
 */
export const auto: ScalingPolicy = {
  name: 'auto',
  summary: 'Runs several rules side by side in a model, and listens to the one that would have cost least.',
  decide: decideByBest,
};

function decideByBest(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep {
  // The real `slo` goes along in any case: it measures the demand, and what an instance bears.
  const real = decideBySlo(state, observation, config, nowMs, TREND_SHARE);
  const { basis } = real.decision;
  if (basis === undefined) return real;
  const settings = config.slo ?? defaultSlo;
  const spanMs = state.auto === null ? config.intervalMs : nowMs - state.auto.atMs;
  const world: ShadowWorld = {
    arrivals: basis.arrivals,
    model: instanceModelOf(real.state.slo.instance, settings),
    startUpMs: Math.max(0, basis.horizonMs - config.intervalMs),
    violationCost: settings.violationCost,
    // A step of the clock or a pause is not time that anything was measured in.
    elapsedMs: spanMs > 0 && spanMs <= 3 * config.intervalMs ? spanMs : config.intervalMs,
    nowMs,
  };
  const before =
    state.auto?.shadows ?? candidates.map(() => startShadow(shadowState(state), observation.currentInstances));
  const shadows = before.map((shadow, index) =>
    stepShadow(shadow, ruleOf(candidates[index], observation, config, nowMs), world),
  );
  const chosen = choose(shadows, state.auto?.chosen ?? 0);
  const next: PolicyState = { ...real.state, auto: { shadows, chosen, atMs: nowMs } };
  if (chosen === 0) return { ...real, state: next };
  return follow(state, next, real, shadows[chosen], observation, config, nowMs);
}

/** A candidate remembers for itself, and has no candidates of its own. */
function shadowState(state: PolicyState): PolicyState {
  return { ...state, auto: null };
}

/** A candidate sees what the model makes of its own fleet; of what is not modelled, such as memory, what is really there. */
function ruleOf(
  candidate: Candidate | undefined,
  { signals }: Observation,
  config: ScalingPlan,
  nowMs: number,
): ShadowRule<PolicyState> {
  return (state, view) => {
    if (candidate === undefined) return { state, wanted: view.currentInstances };
    const { min, max } = boundsOf(config, 'scale_down');
    const seen = { ...view, signals: { ...signals, ...view.signals } };
    const step = candidate.decide(state, seen, config, nowMs);
    return { state: step.state, wanted: Math.min(max, Math.max(min, step.decision.to)) };
  };
}

function choose(shadows: readonly Shadow<PolicyState>[], chosen: number): number {
  const cost = (index: number): number => shadows[index]?.cost ?? Number.POSITIVE_INFINITY;
  const best = shadows.reduce((least, _, index) => (cost(index) < cost(least) ? index : least), 0);
  const saved = cost(chosen) - cost(best);
  return saved > LEAST_HOURS && saved > LEAST_SHARE * cost(chosen) ? best : chosen;
}

/** The decision that has as many instances as the chosen candidate would have. */
function follow(
  before: PolicyState,
  next: PolicyState,
  real: PolicyStep,
  shadow: Shadow<PolicyState> | undefined,
  { currentInstances: current }: Observation,
  config: ScalingPlan,
  nowMs: number,
): PolicyStep {
  const wanted = shadow === undefined ? current : wantedOf(shadow.fleet);
  const trigger =
    wanted === current ? 'no_reactive_action_needed' : wanted > current ? 'reactive_high_load' : 'reactive_low_load';
  const { basis, scores } = real.decision;
  const proposal = {
    current,
    wanted,
    trigger,
    findings: [],
    scores,
    ...(basis === undefined ? {} : { basis }),
  } as const;
  const { lastScaleUpMs, lastScaleDownMs } = before;
  return applyBounds({ ...next, lastScaleUpMs, lastScaleDownMs }, proposal, config, nowMs);
}
