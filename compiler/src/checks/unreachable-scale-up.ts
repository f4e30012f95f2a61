import { type DiagnosticKind, report } from '@tsk/parser';
import type { MetricPlan } from '@tsk/schemas/plan';
import { type Draft, known } from '../lower/draft.ts';
import { type Check, type CheckContext, firstPlace, isOn } from './check.ts';

const kind: DiagnosticKind<[full: string, score: string, ways: string]> = {
  code: 'TSK5106',
  mnemonic: 'W_SCALE_UP_UNREACHABLE',
  severity: 'warning',
  title: 'Scale-up that full load does not reach',
  message: (full, score, ways) =>
    `Even with ${full} at 100 % the weighted score is ${score}, and adding instances needs more than 0.5: ${ways}.`,
};

/** The score above which `weighted_excess` acts. */
const trigger = 0.5;

interface Signal {
  readonly name: MetricPlan['name'];
  readonly unit: MetricPlan['unit'];
  readonly high: number;
  readonly weight: number;
}

/**
 * `weighted_excess` sums weight · (value − high) / high over the signals, divided by the sum of the weights. A share ends at
 * 100 %, so its part is bounded by (1 − high) / high: a fleet that is fully busy may still score too little to grow.
 */
export const unreachableScaleUp: Check = {
  kinds: [kind],
  *find({ plan: { scaling } }: CheckContext) {
    if (!isOn(scaling.enabled) || known(scaling.scoring) !== 'weighted_excess') return;
    const place = firstPlace(...scaling.metrics.flatMap(({ high, weight, enabled }) => [high, weight, enabled]));
    const signals = readSignals(scaling.metrics);
    if (place === undefined || signals === undefined) return;

    const shares = signals.filter(({ name }) => name === 'cpu_utilization' || name === 'memory_utilization');
    const total = sum(signals.map(({ weight }) => weight));
    const full = sum(shares.map(({ high, weight }) => (weight * Math.max(0, 1 - high)) / high)) / total;
    if (shares.length === 0 || total === 0 || full > trigger) return;

    const missing = (trigger - full) * total;
    const others = signals.filter((signal) => !shares.includes(signal) && signal.weight > 0);
    const ways = others.flatMap((signal) => describeWay(signal, missing));
    const names = shares.map(({ name }) => `\`${name}\``).join(' and ');
    yield report(kind, place, [names, full.toFixed(3), describeWays(ways)]);
  },
};

/** The signals that take part; undefined where one of their values is known only to the runtime. */
function readSignals(metrics: readonly Draft<MetricPlan>[]): readonly Signal[] | undefined {
  const signals: Signal[] = [];
  for (const metric of metrics) {
    const [enabled, name, unit] = [known(metric.enabled), known(metric.name), known(metric.unit)];
    const [high, weight] = [known(metric.high), known(metric.weight)];
    if (enabled === false) continue;
    if (enabled === undefined || name === undefined || unit === undefined) return undefined;
    if (high === undefined || weight === undefined) return undefined;
    signals.push({ name, unit, high, weight });
  }
  return signals;
}

/** The value that the signal has to pass for the score to reach the trigger; nothing where it cannot. */
function describeWay({ name, unit, high, weight }: Signal, missing: number): readonly string[] {
  const value = high * (1 + missing / weight);
  switch (unit) {
    case 'ratio':
      return value < 1 ? [`\`${name}\` passes ${(value * 100).toFixed(1)} %`] : [];
    case 'ms':
      return [`\`${name}\` passes ${Math.round(value)} ms`];
    case 'perSecond':
      return [`\`${name}\` passes ${Math.round(value)} per second`];
    case 'count':
      return [`\`${name}\` passes ${Math.round(value)}`];
  }
}

function describeWays(ways: readonly string[]): string {
  return ways.length === 0 ? 'no load makes the service grow' : `the service grows only once ${ways.join(', or ')}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
