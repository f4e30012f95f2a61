/**
 * Scaling rules under measured loads, how far forecasts keep what they promise, and how fast rules are simulated. For each load
 * and rule: instance-hours as a multiple of the oracle's, minutes a day in which the objective was violated, and the score that
 * joins both, beside that of Kubernetes' autoscaler; its geometric mean over the loads ranks the rules. Parameters were chosen by
 * the loads called `seen`; the others were in view, and one decided between two values of one parameter. Arguments: `--json` for programs.
 */
import type { ScalingPlan } from '@tsk/schemas/plan';
import { scalingPolicies } from '../../runtime/src/autoscale/policies/index.ts';
import {
  loadShapes,
  type SimulatedPlan,
  type Summary,
  shapeLoad,
  simulate,
  stepLengthMs,
  traceDurationMs,
  traceLoad,
} from '../../runtime/src/simulate/index.ts';
import { planOf } from '../runtime/simulate/support.ts';
import { type BenchRow, printRows, timeInTurns } from './harness.ts';
import { measureForecasts } from './scaling-forecasts.ts';
import { type BenchTrace, loadTraces, tracesFolder } from './scaling-traces.ts';

const day = 86_400_000;

const { metrics, scaleUp } = planOf().scaling;
const cpuAlone = metrics.filter(({ name }) => name === 'cpu_utilization');
const rateAlone = metrics
  .filter(({ name }) => name === 'request_rate')
  .map((metric) => ({ ...metric, high: 70, low: 30 }));
const quick = { intervalMs: 15_000, scaleUp: { ...scaleUp, cooldownMs: 15_000 } };

/** The rule that all others are measured against. */
const yardstick = 'hpa, 70/s an instance';

/** Rules with the settings that make sense for them. Of the rate of the whole service, only some rules take an instance's share. */
const plans: readonly { readonly name: string; readonly plan: SimulatedPlan }[] = [
  ...scalingPolicies.map(({ name }) => entry(`${name}, founding`, { scoring: name })),
  ...(['pressure', 'hpa', 'target_tracking', 'step'] as const).map((scoring) =>
    entry(`${scoring}, CPU at 70 %`, { ...quick, scoring, metrics: cpuAlone }),
  ),
  ...(['hpa', 'kpa', 'target_tracking'] as const).map((scoring) =>
    entry(`${scoring}, 70/s an instance`, { ...quick, scoring, metrics: rateAlone }),
  ),
  ...(['slo', 'auto'] as const).map((scoring) =>
    entry(`${scoring}, every 15 s`, { ...quick, scoring, metrics: rateAlone }),
  ),
];

const traces = loadTraces();
if (traces.length === 0) console.error(`No measured loads in ${tracesFolder}: the rules are not compared.`);
printRows([...measureSpeed(), ...compareRules(), ...measureForecasts(traces)]);

function entry(name: string, scaling: Partial<ScalingPlan>): { readonly name: string; readonly plan: SimulatedPlan } {
  return { name, plan: planOf(scaling) };
}

/** Steps per second of a day of load, with every rule. */
function measureSpeed(): readonly BenchRow[] {
  const diurnal = loadShapes.find(({ name }) => name === 'diurnal');
  if (diurnal === undefined) return [];
  const runs = plans.map(({ name, plan }) => {
    const load = shapeLoad(diurnal, { stepMs: stepLengthMs(plan), durationMs: day, peak: 1000, seed: 1 });
    return { name, steps: load.rates.length, call: () => simulate(plan, load) };
  });
  const times = timeInTurns(Object.fromEntries(runs.map(({ name, call }) => [name, call])), {
    rounds: 5,
    sliceMs: 30,
    warmUpMs: 200,
  });
  return runs.flatMap(({ name, steps }) => {
    const ms = times[name] ?? Number.NaN;
    return [
      { metric: `a day in steps of 5 s: ${name}`, unit: 'ms', ours: ms, peers: {} },
      { metric: `steps per second: ${name}`, unit: '/s', ours: (steps / ms) * 1000, peers: {} },
    ];
  });
}

function compareRules(): readonly BenchRow[] {
  const outcomes = traces.map((trace) => ({ trace, summaries: plans.map(({ plan }) => run(plan, trace)) }));
  const rows = outcomes.flatMap(({ trace, summaries }) =>
    plans.flatMap(({ name }, index) => rowsOf(trace, name, summaries[index], summaries[indexOfYardstick()])),
  );
  const means = (['seen', 'unseen'] as const).flatMap((part) => {
    const of = outcomes.filter(({ trace }) => trace.part === part);
    const mean = (index: number): number =>
      Math.exp(of.reduce((sum, { summaries }) => sum + Math.log(summaries[index]?.score ?? Number.NaN), 0) / of.length);
    return plans.map(
      ({ name }, index): BenchRow => ({
        metric: `${of.length} ${part} loads: score (geometric mean), ${name}`,
        unit: '',
        ours: mean(index),
        peers: { [yardstick]: mean(indexOfYardstick()) },
      }),
    );
  });
  return [...rows, ...means];
}

function run(plan: SimulatedPlan, { trace }: BenchTrace): Summary {
  return simulate(plan, traceLoad(trace, { stepMs: stepLengthMs(plan), durationMs: traceDurationMs(trace) })).summary;
}

function rowsOf(trace: BenchTrace, name: string, summary?: Summary, peer?: Summary): readonly BenchRow[] {
  if (summary === undefined || peer === undefined) return [];
  const atTarget = summary.oracleAtTargetInstanceHours / summary.oracleInstanceHours;
  const row = (what: string, unit: string, ours: number, peers: Record<string, number>): BenchRow => ({
    metric: `${trace.name} (${trace.part}): ${what}, ${name}`,
    unit,
    ours,
    peers,
  });
  return [
    row('instance-hours ÷ oracle', '', summary.oracleRatio, {
      [yardstick]: peer.oracleRatio,
      'oracle at 70 %': atTarget,
    }),
    row('violating minutes a day', 'min', summary.violationMinutesPerDay, { [yardstick]: peer.violationMinutesPerDay }),
    row('score', '', summary.score, { [yardstick]: peer.score }),
  ];
}

function indexOfYardstick(): number {
  return plans.findIndex(({ name }) => name === yardstick);
}
