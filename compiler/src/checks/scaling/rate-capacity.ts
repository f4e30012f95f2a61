import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, isOn, relate } from '../common/check.ts';
import { showSignal } from '../common/show.ts';

const kind: DiagnosticKind<[threshold: string, who: string, capacity: string]> = {
  code: 'TSK5140',
  mnemonic: 'W_RATE_OVER_CAPACITY',
  severity: 'warning',
  title: 'Rate that nobody can serve',
  message: (threshold, who, capacity) =>
    `The \`threshold_high\` of \`request_rate\` is ${threshold}, but by \`[simulation]\` ${who} only ${capacity}: the signal speaks when it is too late.`,
};

/** Rules for which a rate is that of one instance. */
const perInstance: readonly string[] = ['hpa', 'kpa', 'target_tracking', 'auto'];

/** A rate from which instances are added that the instances cannot bear. */
export const rateCapacity: Check = {
  kinds: [kind],
  *find({ plan: { scaling, simulation } }: CheckContext) {
    const { workers, serviceTimeMs } = simulation;
    const [count, time, max] = [known(workers), known(serviceTimeMs), known(scaling.maxInstances)];
    const metric = scaling.metrics.find(({ name, enabled }) => known(name) === 'request_rate' && isOn(enabled));
    const threshold = metric === undefined ? undefined : known(metric.high);
    // What one instance can bear is known only where somebody has said it.
    if (workers.place === undefined && serviceTimeMs.place === undefined) return;
    if (!isOn(scaling.enabled) || count === undefined || time === undefined || max === undefined) return;
    if (metric?.high.place === undefined || threshold === undefined) return;
    const scoring = known(scaling.scoring);
    const isPerInstance = scoring !== undefined && perInstance.includes(scoring);
    const capacity = (count / time) * 1000 * (isPerInstance ? 1 : max);
    if (threshold <= capacity || scoring === 'threshold_step' || scoring === 'slo') return;
    const who = isPerInstance ? 'one instance bears' : `all ${max} instances bear`;
    const facts = [showSignal(threshold, 'perSecond'), who, showSignal(capacity, 'perSecond')] as const;
    yield report(kind, metric.high.place, [...facts], {
      related: relate([workers, 'requests at the same time'], [serviceTimeMs, 'the time for each']),
    });
  },
};
