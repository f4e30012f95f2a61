import type { MetricPlan, ScalingPlan } from '@tsk/schemas/plan';
import type { AutoMemory } from '../auto/shadow.ts';
import type { Forecast, NoForecast } from '../forecasters/forecaster.ts';
import { type HpaMemory, initialHpaMemory } from '../hpa/reconcile.ts';
import { initialKpaMemory, type KpaMemory } from '../kpa/autoscaler.ts';
import { initialSloMemory, type SloMemory } from '../slo/memory.ts';
import type { SizeObservation, Sizing } from '../vertical/instance-size.ts';

/** Name of a signal, as configurations write it. */
export type SignalName = MetricPlan['name'];

/** Unit of a signal: ratios are 0 to 1, rates and counts are of the whole service. */
export type SignalUnit = MetricPlan['unit'];

/** What was measured, by signal. A signal that could not be measured is absent; so is, in effect, one that is negative or not a number. */
export type Signals = Readonly<Partial<Record<SignalName, number>>>;

/** What a policy sees of the world at one moment. */
export interface Observation {
  /** Instances that are wanted at present, whether or not they run already. */
  readonly currentInstances: number;
  /** Instances that serve; the means of `signals` are over these. */
  readonly readyInstances: number;
  readonly signals: Signals;
  /** How long instances take from being wanted to serving, as far as that has been seen; forecasts reach that far. */
  readonly startUpMs?: number | undefined;
  /** What the instances use of their size; absent where sizes are nobody's concern. */
  readonly sizes?: SizeObservation | undefined;
}

/** A direction of change; also the name of its half of the configuration. */
export type Direction = 'scale_up' | 'scale_down';

/** A count that was asked for at some time, kept for the stabilisation window. */
export interface Recommendation {
  readonly atMs: number;
  readonly instances: number;
}

/** What a policy remembers from one decision to the next. Times are of the clock that `nowMs` is taken from. */
export interface PolicyState {
  readonly lastScaleUpMs: number | null;
  readonly lastScaleDownMs: number | null;
  /** Oldest first, never older than the stabilisation window. */
  readonly recommendations: readonly Recommendation[];
  /** What the rule `hpa` remembers; as it was before the first evaluation under any other rule. */
  readonly hpa: HpaMemory;
  /** As `hpa`, of the rule `kpa`. */
  readonly kpa: KpaMemory;
  /** As `hpa`, of the rule `slo`. */
  readonly slo: SloMemory;
  /** As `hpa`, of the rule `target_tracking`: since when the metrics have been over their target, or all under it; null is not. */
  readonly tracking: { readonly aboveSinceMs: number | null; readonly belowSinceMs: number | null };
  /** What the rule `auto` remembers; null before its first evaluation. */
  readonly auto: AutoMemory<PolicyState> | null;
}

/** The state before the first decision: no cooldown is running. */
export const initialPolicyState: PolicyState = {
  lastScaleUpMs: null,
  lastScaleDownMs: null,
  recommendations: [],
  hpa: initialHpaMemory,
  kpa: initialKpaMemory,
  slo: initialSloMemory,
  tracking: { aboveSinceMs: null, belowSinceMs: null },
  auto: null,
};

/** One signal's part in a decision: what was seen, and the bound that it is compared with. */
export interface Finding {
  readonly metric: SignalName;
  readonly value: number;
  readonly bound: number;
  readonly unit: SignalUnit;
}

/** Why a decision goes less far than its rule, or nowhere. */
export type Limit =
  | { readonly kind: 'cooldown'; readonly direction: Direction; readonly leftMs: number }
  | { readonly kind: 'stabilisation'; readonly leftMs: number | null }
  | { readonly kind: 'pace'; readonly direction: Direction; readonly instances: number }
  | { readonly kind: 'forecast'; readonly instances: number }
  | { readonly kind: 'maximum'; readonly instances: number }
  | { readonly kind: 'minimum'; readonly instances: number }
  /** Larger instances bear what more of them would have. */
  | { readonly kind: 'size'; readonly cpuCores: number }
  | { readonly kind: 'missing'; readonly metrics: readonly SignalName[] };

/** What set the decision off, in the words of the founding document where it has one. */
export type Trigger =
  | 'reactive_high_load'
  | 'reactive_low_load'
  | 'auto_cpu_memory'
  | 'auto_low_utilization'
  | 'predictive_high_load'
  | 'no_reactive_action_needed'
  | 'auto_scaling_disabled'
  | 'outside_bounds';

/** How strongly the signals speak for each direction: 0 is not at all; what counts as enough is the policy's own. */
export interface Scores {
  readonly up: number;
  readonly down: number;
}

/**
 * What is expected of one signal if the count stays as it is, or why nothing is. `better` says whether such forecasts
 * have been nearer so far than saying that all stays as it is.
 */
export interface Outlook {
  readonly metric: SignalName;
  readonly unit: SignalUnit;
  readonly algorithm: ScalingPlan['predictive']['algorithm'];
  readonly horizonMs: number;
  readonly outcome: (Forecast & { readonly better: boolean }) | NoForecast;
}

/** What a count was reckoned from, where it was from demand: rates are requests per second of the whole service. */
export interface CapacityBasis {
  /** That came lately. */
  readonly arrivals: number;
  readonly forecast: number;
  readonly horizonMs: number;
  /** That the count before the decision bears within the objective. */
  readonly capacity: number;
  /** That within the horizon more come than that count bears, and than the wanted one bears; 0 to 1. */
  readonly risk: number;
  readonly riskThen: number;
}

/** What a policy decided, with its reason as data; `describeDecision` makes a sentence of it. */
export interface Decision {
  readonly action: Direction | 'none';
  readonly from: number;
  /** The count from now on; equal to `from` where `action` is `none`. */
  readonly to: number;
  /** What the rule asks for, before limits. */
  readonly wanted: number;
  readonly trigger: Trigger;
  /** The signals that speak for `wanted`, the strongest first. */
  readonly findings: readonly Finding[];
  /** Why `to` is not `wanted`; null where it is. */
  readonly limit: Limit | null;
  readonly scores: Scores;
  /** What was expected when it was made; absent where no forecasts are made. */
  readonly outlook?: Outlook;
  /** Absent where the rule does not reckon with demand. */
  readonly basis?: CapacityBasis;
  /** Absent where no sizes are recommended. */
  readonly sizing?: Sizing;
}

/** A decision and the state to hand in next time. */
export interface PolicyStep {
  readonly state: PolicyState;
  readonly decision: Decision;
}

/**
 * A scaling rule. `decide` is pure: equal arguments give equal results, in the runtime and in a simulation.
 * For any observation, NaN and absent signals included, the result keeps to the bounds of `config`, and a signal
 * that was not observed never makes it smaller.
 */
export interface ScalingPolicy {
  readonly name: ScalingPlan['scoring'];
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  decide(state: PolicyState, observation: Observation, config: ScalingPlan, nowMs: number): PolicyStep;
}
