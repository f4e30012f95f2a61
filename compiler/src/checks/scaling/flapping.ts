import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showSignal } from '../common/show.ts';
import { findFlapping } from '../reach/find-flapping.ts';
import { readMetrics } from './read-metrics.ts';

const kind: DiagnosticKind<[step: string, before: string, after: string, back: string]> = {
  code: 'TSK5126',
  mnemonic: 'W_FLAPPING',
  severity: 'warning',
  title: 'Step that calls for the step back',
  message: (step, before, after, back) =>
    `A step ${step} brings \`cpu_utilization\` from ${before} to ${after}, and that calls for ${back} again: the number of instances swings.`,
};

/** A factor and thresholds that send the service up and down under the same load. */
export const flapping: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    if (!isOn(scaling.enabled) || known(scaling.scoring) !== 'weighted_excess') return;
    const counting = readMetrics(scaling.metrics)?.filter(({ weight }) => weight > 0) ?? [];
    const [metric] = counting;
    // Only of CPU alone is it certain how a step changes the score: it is shared among the instances.
    if (metric === undefined || counting.length > 1 || metric.name !== 'cpu_utilization') return;
    const [minInstances, maxInstances] = [known(scaling.minInstances), known(scaling.maxInstances)];
    const [upFactor, downFactor] = [known(scaling.scaleUp.factor), known(scaling.scaleDown.factor)];
    if (minInstances === undefined || maxInstances === undefined) return;
    if (upFactor === undefined || downFactor === undefined || metric.low >= metric.high) return;
    const found = findFlapping(metric, { minInstances, maxInstances, upFactor, downFactor });
    if (found === undefined) return;
    const isUp = found.direction === 'scale_up';
    const leaf = scaling.metrics.find(({ name }) => known(name) === metric.name);
    const factor = isUp ? scaling.scaleUp.factor : scaling.scaleDown.factor;
    const place = firstPlace(factor, ...(leaf === undefined ? [] : [leaf.low, leaf.high]));
    if (place === undefined) return;
    const related = leaf === undefined ? [] : relate([leaf.high, 'the upper threshold'], [leaf.low, 'the lower one']);
    const step = `${isUp ? 'up' : 'down'} from ${found.from} to ${found.to} instances`;
    const [before, after] = [showSignal(found.before, metric.unit), showSignal(found.after, metric.unit)];
    yield report(kind, place, [step, before, after, isUp ? 'fewer' : 'more'], { related });
  },
};
