import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import { unreachable } from '../../unreachable.ts';
import { type InstanceModel, instancesForRate } from '../capacity/instance-model.ts';
import type { Forecast } from '../forecasters/forecaster.ts';
import { applyBounds, applyLimits } from '../policies/limits.ts';
import type { Outlook, PolicyState, PolicyStep } from '../policies/policy.ts';
import { defaultSlo } from '../policies/slo.ts';
import { instanceModelOf } from '../slo/instance-estimate.ts';
import { findForecastMetric } from './demand.ts';

/** No forecast asks for more. */
const MOST_INSTANCES = 10_000;

/** Keeps `ceil` from counting an instance for the last bit of a division. */
const ROUNDING_SLACK = 1e-9;

/**
 * What a reactive step becomes in the light of a forecast: the greater of what the two want. A forecast adds instances only
 * where its whole interval is past the threshold, and where the cooldown allows it; under `slo` and `auto`, which have neither, as many
 * as bear the upper end of its interval. It keeps instances that the rule
 * would remove; it never removes any. One that has not been nearer than saying that all stays as it is has no say.
 * `before` is the policy's state before the reactive step.
 */
export function anticipate(
  before: PolicyState,
  reactive: PolicyStep,
  outlook: Outlook,
  config: ScalingPlan,
  nowMs: number,
): PolicyStep {
  const { outcome } = outlook;
  const metric = findForecastMetric(config);
  if (outcome.kind === 'none' || !outcome.better || metric === undefined) return reactive;
  const { from, to } = reactive.decision;
  const model = instanceModelOf(reactive.state.slo.instance, config.slo ?? defaultSlo);
  const wanted = instancesFor(outcome, metric, from, config, model);
  if (wanted <= to) return reactive;
  if (wanted <= from) return keep(before, reactive, wanted);

  const bound = addThreshold(metric, config);
  const findings = [{ metric: metric.name, value: outcome.value, bound, unit: metric.unit }];
  const { scores } = reactive.decision;
  const proposal = { current: from, wanted, trigger: 'predictive_high_load', findings, scores } as const;
  const limit = config.scoring === 'slo' || config.scoring === 'auto' ? applyBounds : applyLimits;
  const ahead = limit(undone(before, reactive), proposal, config, nowMs);
  return ahead.decision.to > to || to < from ? ahead : reactive;
}

/** The fewest instances that the forecast asks for; no more than there are where it is not sure. */
function instancesFor(
  { value, low, high }: Forecast,
  metric: MetricPlan,
  current: number,
  config: ScalingPlan,
  model: InstanceModel,
): number {
  const bound = addThreshold(metric, config);
  const { scoring, scaleUp, scaleDown } = config;
  const sure = low > bound;
  switch (scoring) {
    case 'pressure':
    case 'hpa':
    case 'kpa':
    case 'target_tracking': {
      const proportional = Math.ceil((current * value) / bound - ROUNDING_SLACK);
      return sure ? Math.max(current, proportional) : Math.min(current, proportional);
    }
    case 'slo':
    case 'auto':
      return metric.name === 'request_rate' ? instancesForRate(model, high, MOST_INSTANCES) : 0;
    case 'weighted_excess':
    case 'threshold_step':
    case 'step':
      if (sure)
        return scoring === 'threshold_step' || scoring === 'step' ? current + 1 : Math.ceil(current * scaleUp.factor);
      return value > (scaleDown.threshold ?? metric.low) ? current : 0;
    default:
      return unreachable(scoring);
  }
}

function addThreshold(metric: MetricPlan, { scaleUp }: ScalingPlan): number {
  return scaleUp.threshold ?? metric.high;
}

/** Removes fewer instances than the rule, or none. */
function keep(before: PolicyState, reactive: PolicyStep, to: number): PolicyStep {
  const { decision } = reactive;
  const stays = to === decision.from;
  return {
    state: stays ? undone(before, reactive) : reactive.state,
    decision: { ...decision, action: stays ? 'none' : 'scale_down', to, limit: { kind: 'forecast', instances: to } },
  };
}

/** The state after a step that was not taken: it has been thought about, and nothing has begun. */
function undone(before: PolicyState, { state }: PolicyStep): PolicyState {
  const { lastScaleUpMs, lastScaleDownMs } = before;
  const { ups, downs } = before.hpa;
  return { ...state, lastScaleUpMs, lastScaleDownMs, hpa: { ...state.hpa, ups, downs } };
}
