/**
 * Scaling rules under measured loads, and how fast they are simulated. For each load and rule: instance-hours as a multiple of
 * the oracle's, minutes a day in which the objective was violated, and the score that joins both, whose geometric mean over all
 * loads ranks the rules. Arguments: `--json` for programs.
 */
import type { ScalingPlan } from '@tsk/schemas/plan';
import { scalingPolicies } from '../../runtime/src/autoscale/policies/index.ts';
import {
  type Load,
  loadShapes,
  type SimulatedPlan,
  shapeLoad,
  simulate,
  stepLengthMs,
  traceDurationMs,
  traceLoad,
} from '../../runtime/src/simulate/index.ts';
import { planOf } from '../runtime/simulate/support.ts';
import { type BenchRow, printRows, timeInTurns } from './harness.ts';
import { loadTraces, tracesFolder } from './scaling-traces.ts';

const day = 86_400_000;

/** Settings to try rules with; `rules` are those that they make sense for, where that is not all. */
interface Setting {
  readonly name: string;
  readonly scaling: Partial<ScalingPlan>;
  readonly rules?: readonly string[];
}

const { metrics, scaleUp } = planOf().scaling;
const cpuAlone = metrics.filter(({ name }) => name === 'cpu_utilization');
const rateAlone = metrics
  .filter(({ name }) => name === 'request_rate')
  .map((metric) => ({ ...metric, high: 70, low: 30 }));
const quick = { intervalMs: 15_000, scaleUp: { ...scaleUp, cooldownMs: 15_000 } };

const settings: readonly Setting[] = [
  { name: 'founding', scaling: {} },
  { name: 'CPU at 70 %', scaling: { ...quick, metrics: cpuAlone } },
  // For the other rules the rate is that of the whole service, which no number of instances brings down.
  { name: '70/s an instance', scaling: { ...quick, metrics: rateAlone }, rules: ['hpa', 'kpa'] },
];

const plans: readonly { readonly name: string; readonly plan: SimulatedPlan }[] = settings.flatMap(
  ({ name, scaling, rules }) =>
    scalingPolicies
      .filter((policy) => rules?.includes(policy.name) ?? true)
      .map((policy) => ({ name: `${policy.name}, ${name}`, plan: planOf({ ...scaling, scoring: policy.name }) })),
);

printRows([...measureSpeed(), ...compareRules()]);

/** Steps per second of a day of load, with every rule. */
function measureSpeed(): readonly BenchRow[] {
  const diurnal = loadShapes.find(({ name }) => name === 'diurnal');
  if (diurnal === undefined) return [];
  const runs = plans.map(({ name, plan }) => {
    const load = shapeLoad(diurnal, { stepMs: stepLengthMs(plan), durationMs: day, peak: 1000, seed: 1 });
    return { name, steps: load.rates.length, call: () => simulate(plan, load) };
  });
  const times = timeInTurns(Object.fromEntries(runs.map(({ name, call }) => [name, call])), { rounds: 5, sliceMs: 30 });
  return runs.flatMap(({ name, steps }) => {
    const ms = times[name] ?? Number.NaN;
    return [
      { metric: `a day in steps of 5 s: ${name}`, unit: 'ms', ours: ms, peers: {} },
      { metric: `steps per second: ${name}`, unit: '/s', ours: (steps / ms) * 1000, peers: {} },
    ];
  });
}

function compareRules(): readonly BenchRow[] {
  const traces = loadTraces();
  if (traces.length === 0) {
    console.error(`No measured loads in ${tracesFolder}: the rules are not compared.`);
    return [];
  }
  const scores = new Map<string, number[]>();
  const rows = traces.flatMap(({ name: trace, trace: points }) =>
    plans.flatMap(({ name, plan }): readonly BenchRow[] => {
      const durationMs = traceDurationMs(points);
      const load: Load = traceLoad(points, { stepMs: stepLengthMs(plan), durationMs });
      const { summary } = simulate(plan, load);
      scores.set(name, [...(scores.get(name) ?? []), summary.score]);
      const atTarget = summary.oracleAtTargetInstanceHours / summary.oracleInstanceHours;
      return [
        {
          metric: `${trace}: instance-hours ÷ oracle, ${name}`,
          unit: '',
          ours: summary.oracleRatio,
          peers: { 'oracle at 70 %': atTarget },
        },
        {
          metric: `${trace}: violating minutes a day, ${name}`,
          unit: 'min',
          ours: summary.violationMinutesPerDay,
          peers: {},
        },
        { metric: `${trace}: score, ${name}`, unit: '', ours: summary.score, peers: {} },
      ];
    }),
  );
  const means = [...scores].map(
    ([name, values]): BenchRow => ({
      metric: `all ${traces.length} loads: score (geometric mean), ${name}`,
      unit: '',
      ours: Math.exp(values.reduce((total, value) => total + Math.log(value), 0) / values.length),
      peers: {},
    }),
  );
  return [...rows, ...means];
}
