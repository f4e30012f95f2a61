import type { ScalingPlan } from '@tsk/schemas/plan';
import { describeDecision, describeOutlook } from '../autoscale/describe.ts';
import type { EngineState } from '../autoscale/engine.ts';
import type { ScalingRecord } from '../autoscale/history.ts';
import { type Bounds, boundsOf, cooldownLeftMs } from '../autoscale/policies/limits.ts';
import type { Decision, Outlook, Scores, Signals } from '../autoscale/policies/policy.ts';
import { describeSizing } from '../autoscale/vertical/describe-sizing.ts';
import type { Sizing } from '../autoscale/vertical/instance-size.ts';
import type { Backend } from '../backends/backend.ts';
import type { ResponseCacheStats } from '../cache/statistics.ts';
import type { InstanceUsage } from '../instances/instance.ts';
import type { RuntimeEvent } from '../monitor/events.ts';

/** What `GET /status` answers, and what a program that runs the runtime in-process can ask for. */
export interface Status {
  readonly name: string;
  readonly uptimeMs: number;
  readonly instances: readonly InstanceStatus[];
  readonly balancing: { readonly algorithm: string };
  readonly requestsInFlight: number;
  /** Figures of the response cache; null where it is off. */
  readonly cache: ResponseCacheStats | null;
  readonly scaling: ScalingStatus;
  readonly events: readonly RuntimeEvent[];
  /** Changes of the count with their grounds, oldest first; those from before a restart as well, where a state file is kept. */
  readonly scalingHistory: readonly ScalingRecord[];
}

/** One instance as the balancer and the provider know it. */
export interface InstanceStatus {
  readonly id: string;
  readonly state: Backend['state'];
  readonly detail: string;
  readonly host: string;
  readonly port: number;
  readonly pid: number | null;
  readonly inFlight: number;
  readonly latencyMs: number;
  readonly requestsTotal: number;
  readonly failuresTotal: number;
  /** Use of its allowance at the last measurement; null before the first, and where it cannot be measured. */
  readonly usage: InstanceUsage | null;
}

/** Where scaling stands. Times are of the scaling clock. */
export interface ScalingStatus {
  readonly enabled: boolean;
  readonly scoring: ScalingPlan['scoring'];
  readonly ready: number;
  readonly desired: number;
  readonly bounds: Bounds;
  readonly speed: number;
  readonly signals: Signals;
  readonly scores: Scores | null;
  /** What is left of each cooldown, in milliseconds. */
  readonly cooldownLeftMs: { readonly scaleUp: number; readonly scaleDown: number };
  readonly lastDecision: (Decision & { readonly sentence: string }) | null;
  /** What the last evaluation expected; null before the first, and where no forecasts are made. */
  readonly outlook: (Outlook & { readonly sentence: string }) | null;
  /** The size of instances that their use speaks for; null where sizes are not looked at. */
  readonly sizing: (Sizing & { readonly sentence: string }) | null;
}

/** Everything that a status is made from. */
export interface StatusInput {
  readonly name: string;
  readonly uptimeMs: number;
  readonly algorithm: string;
  readonly backends: readonly Backend[];
  readonly usage: ReadonlyMap<string, InstanceUsage>;
  readonly cache: ResponseCacheStats | null;
  readonly events: readonly RuntimeEvent[];
  readonly scaling: ScalingPlan;
  readonly desired: number;
  readonly speed: number;
  readonly signals: Signals;
  readonly lastDecision: Decision | null;
  readonly engine: EngineState;
  /** Now, by the scaling clock. */
  readonly scalingNowMs: number;
}

/** Puts a status together. */
export function buildStatus(input: StatusInput): Status {
  return {
    name: input.name,
    uptimeMs: Math.round(input.uptimeMs),
    instances: input.backends.map((backend) => instanceStatus(backend, input.usage.get(backend.id) ?? null)),
    balancing: { algorithm: input.algorithm },
    requestsInFlight: input.backends.reduce((total, { inFlight }) => total + inFlight, 0),
    cache: input.cache,
    scaling: scalingStatus(input),
    events: input.events,
    scalingHistory: input.engine.history,
  };
}

function instanceStatus(backend: Backend, usage: InstanceUsage | null): InstanceStatus {
  const { id, state, detail, inFlight, latencyMs, requestsTotal, failuresTotal, instance } = backend;
  const { host, port, pid } = instance;
  return { id, state, detail, host, port, pid, inFlight, latencyMs, requestsTotal, failuresTotal, usage };
}

function scalingStatus(input: StatusInput): ScalingStatus {
  const { scaling, engine, scalingNowMs, lastDecision } = input;
  const outlook = lastDecision?.outlook;
  const sizing = lastDecision?.sizing;
  const left = (direction: 'scale_up' | 'scale_down'): number =>
    Math.round(cooldownLeftMs(engine.policy, scaling, direction, scalingNowMs));
  return {
    enabled: scaling.enabled,
    scoring: scaling.scoring,
    ready: input.backends.filter(({ state }) => state === 'healthy').length,
    desired: input.desired,
    bounds: { min: boundsOf(scaling, 'scale_down').min, max: boundsOf(scaling, 'scale_up').max },
    speed: input.speed,
    signals: input.signals,
    scores: lastDecision?.scores ?? null,
    cooldownLeftMs: { scaleUp: left('scale_up'), scaleDown: left('scale_down') },
    lastDecision: lastDecision === null ? null : { ...lastDecision, sentence: describeDecision(lastDecision) },
    outlook: outlook === undefined ? null : { ...outlook, sentence: describeOutlook(outlook) },
    sizing: sizing === undefined ? null : { ...sizing, sentence: describeSizing(sizing) },
  };
}
