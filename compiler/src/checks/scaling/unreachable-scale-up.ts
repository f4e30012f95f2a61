import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn } from '../common/check.ts';
import { showNames, showSignal } from '../common/show.ts';
import { type ReachedValue, triggerScore } from '../reach/reach-metric.ts';
import { reachUp, type UpReach } from '../reach/reach-up.ts';
import { readMetrics } from './read-metrics.ts';
import { usePressure } from './use-pressure.ts';

const kind: DiagnosticKind<[full: string, score: string, ways: string]> = {
  code: 'TSK5106',
  mnemonic: 'W_SCALE_UP_UNREACHABLE',
  severity: 'warning',
  title: 'Scale-up that full load does not reach',
  message: (full, score, ways) =>
    `Even with ${full} at 100 % the weighted score is ${score}, and adding instances needs more than ${triggerScore}: ${ways}.`,
};

/** A fleet that is fully busy and still scores too little to grow. */
export const unreachableScaleUp: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { scaling } = context.plan;
    if (!isOn(scaling.enabled) || known(scaling.scoring) !== 'weighted_excess') return;
    const place = firstPlace(...scaling.metrics.flatMap(({ high, weight, enabled }) => [high, weight, enabled]));
    const metrics = readMetrics(scaling.metrics);
    if (place === undefined || metrics === undefined || metrics.every(({ weight }) => weight === 0)) return;
    const reach = reachUp(metrics);
    if (reach.saturating.length === 0 || reach.isReached) return;
    const names = showNames(reach.saturating.map(({ name }) => name));
    yield report(kind, place, [names, reach.saturatedScore.toFixed(3), describeWays(reach)], {
      fix: usePressure(context, place),
    });
  },
};

function describeWays({ alone, besideSaturation }: UpReach): string {
  const ways = besideSaturation.flatMap(describeValue);
  if (ways.length === 0) return 'no load makes the service grow';
  const others = new Set(besideSaturation.map(({ metric }) => metric));
  const single = alone.filter(({ metric }) => others.has(metric)).flatMap(describeValue);
  const without = single.length === 0 ? '' : ` (without that load, ${single.join(', or ')})`;
  return `the service then grows only once ${ways.join(', or ')}${without}`;
}

function describeValue({ metric: { name, unit }, value }: ReachedValue): readonly string[] {
  return value === null ? [] : [`\`${name}\` passes ${showSignal(value, unit)}`];
}
