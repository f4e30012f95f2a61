import type { Plan, ScalingPlan, SimulationPlan } from '@tsk/schemas/plan';
import { describeDecision } from '../autoscale/describe.ts';
import { effectiveScaling } from '../autoscale/effective-scaling.ts';
import { scalingPolicies } from '../autoscale/policies/index.ts';
import type { Decision, Limit, Signals } from '../autoscale/policies/policy.ts';
import { type ColumnName, columnNames } from './columns.ts';
import type { Load } from './load.ts';
import { listNotes } from './notes.ts';
import type { Oracle } from './oracle.ts';
import { type Overrides, override } from './overrides.ts';
import { listPlaces, type SettingPlace } from './place.ts';
import { findExcess, makeLoad, type PreviewLoad } from './preview-load.ts';
import { type PreviewSizing, summarizeSizing } from './preview-sizing.ts';
import { type SimulatedDecision, type Simulation, simulate, stepLengthMs } from './simulate.ts';
import { summaryFields } from './summary-fields.ts';

/** What a preview is asked for. Plain data, so that it can be sent. */
export interface PreviewRequest {
  readonly load: PreviewLoad;
  /** A day where nothing is said, a week for the weekly load, of a trace all of it. */
  readonly durationMs?: number;
  /** Other values for settings of the plan. */
  readonly overrides?: Overrides;
  /** Names of scaling rules to run beside the plan's own, over the same settings. */
  readonly policies?: readonly string[];
  /** Start-up times to run the plan with, to see how much depends on them. */
  readonly startUpsMs?: readonly number[];
  /** Share of the requests that a cache answers, 0 to 1, so that they do not reach the instances; none where nothing is said. */
  readonly cacheHitRatio?: number;
}

/** A summary by the names of its figures, see `summaryFields`. */
export type SummaryFigures = Readonly<Record<string, number>>;

/** One evaluation of the scaling rule. */
export interface PreviewDecision {
  /** Time since the start. */
  readonly atMs: number;
  readonly action: 'scale_up' | 'scale_down' | 'none';
  readonly from: number;
  readonly to: number;
  readonly wanted: number;
  /** One sentence without a full stop. */
  readonly reason: string;
  readonly limit: Limit | null;
  readonly signals: Signals;
  /** What was expected of the forecast signal, where something was; its time is `atMs + horizonMs`. */
  readonly forecast: {
    readonly metric: string;
    readonly horizonMs: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  } | null;
}

/** One scaling rule under the load. */
export interface PreviewRun {
  /** Name of the rule. */
  readonly policy: ScalingPlan['scoring'];
  /** One number for each step. */
  readonly columns: Readonly<Record<ColumnName, readonly number[]>>;
  readonly decisions: readonly PreviewDecision[];
  readonly summary: SummaryFigures;
}

/** Perfect foresight, see `Oracle`. */
interface PreviewOracle extends Omit<Oracle, 'required'> {
  readonly required: readonly number[];
}

/** What a plan would do under a load. Plain JSON: equal plans and requests give equal bytes. */
export interface PreviewResult {
  readonly version: 1;
  readonly service: string;
  /** What the load is, such as `diurnal load, 24 h`. */
  readonly title: string;
  /** Time of the first step; 0 unless a trace has dates. */
  readonly startMs: number;
  readonly stepMs: number;
  readonly steps: number;
  readonly scaling: ScalingPlan;
  readonly simulation: SimulationPlan;
  /** The plan's own rule. */
  readonly run: PreviewRun;
  /** The rules beside it, in the order asked for. */
  readonly others: readonly PreviewRun[];
  readonly oracle: PreviewOracle;
  readonly oracleAtTarget: Omit<PreviewOracle, 'required'> & { readonly target: number };
  /** What is recommended for the size of an instance; absent where nothing is. */
  readonly sizing?: PreviewSizing;
  readonly startUps: readonly { readonly startUpMs: number; readonly summary: SummaryFigures }[];
  /** The settings that the parts of a picture are about, by JSON pointer into the plan. */
  readonly places: Readonly<Record<string, SettingPlace>>;
  /** What the simulation assumes and leaves out: one sentence each. */
  readonly notes: readonly string[];
}

/** A preview, or why there is none, as a whole sentence. */
export type PreviewOutcome =
  | { readonly ok: true; readonly result: PreviewResult }
  | { readonly ok: false; readonly message: string };

/** Simulates a plan under the load of a request; the one function behind the command and the editor. Pure and total. */
export function runPreview(plan: Plan, request: PreviewRequest): PreviewOutcome {
  const { durationMs, overrides = {}, policies = [], startUpsMs = [], cacheHitRatio = 0 } = request;
  const unknown = policies.find((name) => !isPolicy(name));
  if (unknown !== undefined) return { ok: false, message: describeUnknownPolicy(unknown) };
  const overridden = override(plan, overrides);
  if (!overridden.ok) return overridden;
  const subject = overridden.plan;
  const made = makeLoad(request.load, stepLengthMs(subject), durationMs);
  if (!made.ok) return made;
  const load = behindCache(made.load, cacheHitRatio);
  const excess = findExcess(load, subject.simulation);
  if (excess !== undefined) return { ok: false, message: excess };

  const simulation = simulate(subject, load);
  const { stepMs, steps, oracle, oracleAtTarget } = simulation;
  const { required, ...figures } = oracle;
  const { required: _unused, ...targetFigures } = oracleAtTarget;
  const scaling = effectiveScaling(subject);
  const sizing = summarizeSizing(simulation.decisions);
  return {
    ok: true,
    result: {
      version: 1,
      service: subject.service.name,
      title: made.title,
      startMs: load.startMs,
      stepMs,
      steps,
      scaling,
      simulation: subject.simulation,
      run: describeRun(scaling.scoring, simulation),
      others: policies
        .filter(isPolicy)
        .map((scoring) => describeRun(scoring, simulate(withRule(subject, scoring), load))),
      oracle: { ...figures, required: toNumbers(required) },
      oracleAtTarget: targetFigures,
      ...(sizing === undefined ? {} : { sizing }),
      startUps: startUpsMs.map((startUpMs) => ({
        startUpMs,
        summary: figuresOf(simulate({ ...subject, simulation: { ...subject.simulation, startUpMs } }, load)),
      })),
      places: listPlaces(subject),
      notes: listNotes(subject, simulation, cacheHitRatio),
    },
  };
}

function withRule(plan: Plan, scoring: ScalingPlan['scoring']): Plan {
  return { ...plan, scaling: { ...plan.scaling, scoring } };
}

function behindCache(load: Load, hitRatio: number): Load {
  return hitRatio > 0 ? { ...load, rates: load.rates.map((rate) => rate * (1 - Math.min(1, hitRatio))) } : load;
}

function describeRun(policy: ScalingPlan['scoring'], simulation: Simulation): PreviewRun {
  const entries = columnNames.map((name) => [name, toNumbers(simulation.columns[name])] as const);
  return {
    policy,
    columns: recordOf(entries),
    decisions: simulation.decisions.map(toPreviewDecision),
    summary: figuresOf(simulation),
  };
}

/** A column as plain numbers. `Array.from` would take longer than the simulation, since it asks an iterator for each. */
function toNumbers(column: Float64Array): readonly number[] {
  const numbers: number[] = [];
  for (let index = 0; index < column.length; index++) numbers.push(column[index] ?? 0);
  return numbers;
}

function recordOf(
  entries: readonly (readonly [ColumnName, readonly number[]])[],
): Readonly<Record<ColumnName, readonly number[]>> {
  // Every name of `columnNames` has an entry, which the type of `fromEntries` cannot say.
  return Object.fromEntries(entries) as Record<ColumnName, readonly number[]>;
}

function toPreviewDecision({ atMs, signals, decision }: SimulatedDecision): PreviewDecision {
  const { action, from, to, wanted, limit } = decision;
  return {
    atMs,
    action,
    from,
    to,
    wanted,
    reason: describeDecision(decision),
    limit,
    signals,
    forecast: findForecast(decision),
  };
}

/** What a forecaster expects of its signal, or a rule that reckons with demand of the request rate. */
function findForecast({ outlook, basis }: Decision): PreviewDecision['forecast'] {
  if (outlook !== undefined && outlook.outcome.kind === 'forecast') {
    const { value, low, high } = outlook.outcome;
    return { metric: outlook.metric, horizonMs: outlook.horizonMs, value, low, high };
  }
  if (basis === undefined) return null;
  const { forecast: value, horizonMs } = basis;
  return { metric: 'request_rate', horizonMs, value, low: value, high: value };
}

function figuresOf({ summary }: Simulation): SummaryFigures {
  return Object.fromEntries(summaryFields.map(({ name, read }) => [name, read(summary)]));
}

function isPolicy(name: string): name is ScalingPlan['scoring'] {
  return scalingPolicies.some((policy) => policy.name === name);
}

function describeUnknownPolicy(name: string): string {
  const names = scalingPolicies.map((policy) => policy.name).join(', ');
  return `There is no scaling rule '${name}'; the rules are ${names}.`;
}
