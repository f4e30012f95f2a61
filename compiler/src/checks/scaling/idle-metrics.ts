import { type Diagnostic, type DiagnosticKind, report } from '@tsk/parser';
import type { MetricPlan } from '@tsk/schemas/plan';
import { type Draft, known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOff, isOn } from '../common/check.ts';

const none: DiagnosticKind<[]> = {
  code: 'TSK5121',
  mnemonic: 'W_NO_METRICS',
  severity: 'warning',
  title: 'Scaling without a signal',
  message: () =>
    'Scaling is on, but every signal in `auto_scaling.metrics` is switched off: the number of instances never changes.',
};

const weightless: DiagnosticKind<[]> = {
  code: 'TSK5122',
  mnemonic: 'W_WEIGHTS_ZERO',
  severity: 'warning',
  title: 'Signals that all weigh nothing',
  message: () =>
    'Every signal that takes part has the weight 0, so the weighted score is always 0 and the number of instances never changes.',
};

const idle: DiagnosticKind<[metric: string]> = {
  code: 'TSK5123',
  mnemonic: 'I_WEIGHT_ZERO',
  severity: 'info',
  title: 'Signal that weighs nothing',
  message: (metric) =>
    `\`${metric}\` has the weight 0, so it takes no part in the score; give it a weight, or switch it off.`,
};

const unread: DiagnosticKind<[]> = {
  code: 'TSK5124',
  mnemonic: 'W_METRICS_UNREAD',
  severity: 'warning',
  title: 'Signals that the rule does not look at',
  message: () =>
    'The rule "threshold_step" looks only at `target_cpu` and `target_memory` of `scalability_architecture.scaling.horizontal`, not at these signals.',
};

/** The rules that go by the signals of the table and by nothing else. */
const comparing: readonly unknown[] = ['weighted_excess', 'pressure', 'hpa', 'kpa', 'target_tracking'];

/** Signals that are written and change nothing, because of their switches, their weights or the rule. */
export const idleMetrics: Check = {
  kinds: [none, weightless, idle, unread],
  *find({ plan: { scaling }, settings }: CheckContext) {
    const place = settings.isWritten('auto_scaling.metrics') ? settings.placeOf('auto_scaling.metrics') : undefined;
    if (!isOn(scaling.enabled) || place === undefined || scaling.metrics.length === 0) return;
    const scoring = known(scaling.scoring);
    if (scoring === 'threshold_step') {
      if (!isOn(scaling.predictive.enabled)) yield report(unread, place, []);
      return;
    }
    const active = scaling.metrics.filter(({ enabled }) => !isOff(enabled));
    if (active.length === 0 && comparing.includes(scoring))
      yield report(none, firstPlace(...scaling.metrics.map(({ enabled }) => enabled)) ?? place, []);
    else if (scoring === 'weighted_excess') yield* findWeightless(active);
  },
};

function* findWeightless(active: readonly Draft<MetricPlan>[]): Generator<Diagnostic> {
  const zero = active.filter(({ weight }) => known(weight) === 0);
  if (zero.length === active.length) {
    const place = firstPlace(...zero.map(({ weight }) => weight));
    if (place !== undefined) yield report(weightless, place, []);
    return;
  }
  for (const { name, weight } of zero) {
    const metric = known(name);
    if (weight.place !== undefined && metric !== undefined) yield report(idle, weight.place, [metric]);
  }
}
