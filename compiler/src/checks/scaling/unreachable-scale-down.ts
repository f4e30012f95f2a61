import { type DiagnosticKind, report } from '@tsk/parser';
import { known } from '../../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn, relate } from '../common/check.ts';
import { showSignal } from '../common/show.ts';
import { type DownPoint, type DownReach, reachDown } from '../reach/reach-down.ts';
import type { ReachMetric } from '../reach/reach-metric.ts';
import { readMetrics } from './read-metrics.ts';
import { usePressure } from './use-pressure.ts';

const kind: DiagnosticKind<[conditions: string, needs: string]> = {
  code: 'TSK5119',
  mnemonic: 'W_SCALE_DOWN_UNREACHABLE',
  severity: 'warning',
  title: 'Scale-down that low load does not reach',
  message: (conditions, needs) => `${conditions}, removing instances needs ${needs}.`,
};

/** A fleet that has next to nothing to do and still scores too little to shrink. */
export const unreachableScaleDown: Check = {
  kinds: [kind],
  *find(context: CheckContext) {
    const { scaling, simulation } = context.plan;
    if (!isOn(scaling.enabled) || known(scaling.scoring) !== 'weighted_excess') return;
    const place = firstPlace(...scaling.metrics.flatMap(({ low, weight, enabled }) => [low, weight, enabled]));
    const metrics = readMetrics(scaling.metrics);
    const responseTimeMs = known(simulation.serviceTimeMs);
    if (place === undefined || metrics === undefined || responseTimeMs === undefined) return;
    const memory = metrics.find(({ name, weight }) => name === 'memory_utilization' && weight > 0);
    // Thresholds the wrong way round are a finding of their own.
    if (memory === undefined || metrics.some(({ low, high }) => low >= high)) return;
    const reach = reachDown(metrics, { responseTimeMs });
    if (reach === undefined || reach.isReached) return;
    const conditions = describeConditions(metrics, memory, responseTimeMs);
    const leaf = scaling.metrics.find((metric) => known(metric.name) === memory.name);
    const related = leaf === undefined ? [] : relate([leaf.low, 'memory seldom falls below this']);
    yield report(kind, place, [conditions, describeNeeds(reach)], { related, fix: usePressure(context, place) });
  },
};

function describeConditions(metrics: readonly ReachMetric[], memory: ReachMetric, responseTimeMs: number): string {
  const floor = `While \`memory_utilization\` is ${showSignal(memory.low, memory.unit)} or more`;
  const hasTimes = metrics.some(({ name, weight }) => name === 'response_time' && weight > 0);
  return hasTimes ? `${floor} and a response takes ${showSignal(responseTimeMs, 'ms')} or more` : floor;
}

function describeNeeds({ driver, points }: DownReach): string {
  const possible = points.filter(({ below }) => below !== null);
  const first = points.find(({ below }) => below === null);
  if (possible.length === 0) return `a weighted score that no value of \`${driver.name}\` gives, even without requests`;
  const ways = possible.map(({ requestRate, below }, index) => {
    const value = showSignal(below ?? 0, driver.unit);
    return `${index === 0 ? `\`${driver.name}\` under ` : ''}${value} ${atRate(requestRate)}`;
  });
  const limit = first === undefined ? '' : `, and from ${showRate(first)} on nothing is low enough`;
  return `${ways.join(', ')}${limit}`;
}

function atRate(rate: number): string {
  return rate === 0 ? 'without requests' : `at ${showSignal(rate, 'perSecond')}`;
}

function showRate({ requestRate }: DownPoint): string {
  return showSignal(requestRate, 'perSecond');
}
