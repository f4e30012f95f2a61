import { bearableRate, type InstanceModel } from '../capacity/instance-model.ts';
import { advanceFleet, type ShadowFleet, shadowFleetOf, steerFleet, wantedOf } from './shadow-fleet.ts';

/** A candidate as it would have fared: its own memory, its own instances, and what they have cost. */
export interface Shadow<State> {
  readonly state: State;
  readonly fleet: ShadowFleet;
  /** In instance-hours, with violations at their price; what is long ago counts less. */
  readonly cost: number;
}

/** What all candidates are remembered by. `shadows` is empty before the first evaluation. */
export interface AutoMemory<State> {
  readonly shadows: readonly Shadow<State>[];
  /** Index of the one that decides. */
  readonly chosen: number;
  readonly atMs: number;
}

/** The circumstances that all candidates share at an evaluation. */
export interface ShadowWorld {
  /** Requests per second that come. */
  readonly arrivals: number;
  readonly model: InstanceModel;
  readonly startUpMs: number;
  /** Instance-hours that a minute of violation is worth. */
  readonly violationCost: number;
  /** Since the evaluation before. */
  readonly elapsedMs: number;
  readonly nowMs: number;
}

/** What a candidate would see. */
interface ShadowView {
  readonly currentInstances: number;
  readonly readyInstances: number;
  readonly startUpMs: number;
  readonly signals: {
    readonly cpu_utilization: number;
    readonly request_rate: number;
    readonly response_time: number;
    readonly connections: number;
  };
}

/** A candidate's own rule: from what it sees to what it wants. */
export type ShadowRule<State> = (state: State, view: ShadowView) => { readonly state: State; readonly wanted: number };

/** After this time a cost counts half. */
const HALF_LIFE_MS = 24 * 3_600_000;

/** Requests that wait longer than this are given up. */
const LONGEST_QUEUE_S = 10;

const hourMs = 3_600_000;
const minuteMs = 60_000;

/** A shadow that begins with as many instances as there are. */
export function startShadow<State>(state: State, instances: number): Shadow<State> {
  return { state, fleet: shadowFleetOf(instances), cost: 0 };
}

/** Lets a candidate live through the time since the last evaluation, and decide. */
export function stepShadow<State>(shadow: Shadow<State>, rule: ShadowRule<State>, world: ShadowWorld): Shadow<State> {
  const { arrivals, model, startUpMs, violationCost, elapsedMs, nowMs } = world;
  const before = shadow.fleet;
  const seconds = elapsedMs / 1000;
  const capacity = (before.ready * model.workers * 1000) / model.serviceTimeMs;
  const backlog = Math.min(capacity * LONGEST_QUEUE_S, Math.max(0, before.backlog + (arrivals - capacity) * seconds));
  const violates = before.backlog > 0 || arrivals > bearableRate(model, before.ready);
  const spent = (wantedOf(before) * elapsedMs) / hourMs + (violates ? (violationCost * elapsedMs) / minuteMs : 0);

  const fleet = advanceFleet({ ...before, backlog }, nowMs);
  const busy = capacity > 0 ? Math.min(1, arrivals / capacity) : 1;
  const view: ShadowView = {
    currentInstances: wantedOf(fleet),
    readyInstances: fleet.ready,
    startUpMs,
    signals: {
      cpu_utilization: busy,
      request_rate: Math.min(arrivals, capacity),
      response_time: model.serviceTimeMs + (capacity > 0 ? (backlog / capacity) * 1000 : 0),
      connections: backlog + (Math.min(arrivals, capacity) * model.serviceTimeMs) / 1000,
    },
  };
  const { state, wanted } = rule(shadow.state, view);
  const kept = 2 ** (-elapsedMs / HALF_LIFE_MS);
  return { state, fleet: steerFleet(fleet, wanted, nowMs, startUpMs), cost: shadow.cost * kept + spent };
}
