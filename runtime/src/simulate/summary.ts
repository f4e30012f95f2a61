import type { Decision } from '../autoscale/policies/policy.ts';
import type { Columns } from './columns.ts';
import type { Oracle } from './oracle.ts';
import { TOLERATED_LATE_SHARE } from './requirement.ts';

const minuteMs = 60_000;
const hourMs = 3_600_000;

/** A step against the one before it counts as a flap when it comes within this time. */
const FLAP_WINDOW_MS = 10 * minuteMs;

/** What a violating minute weighs in the score, in instance-hours. */
const VIOLATION_WEIGHT = 0.5;

/** A simulation in figures. */
export interface Summary {
  readonly hours: number;
  /** Minutes in which more than 1 % of the requests were late or dropped. */
  readonly violationMinutes: number;
  readonly violationMinutesPerDay: number;
  readonly instanceHours: number;
  readonly cost: number;
  /** Changes of the number of instances. */
  readonly events: number;
  /** Changes that undo a part of the one before, less than ten minutes after it. */
  readonly flaps: number;
  /** Share of the requests that were dropped, 0 to 1. */
  readonly droppedShare: number;
  /** Share of the requests that were late or dropped, 0 to 1. */
  readonly lateShare: number;
  readonly peakInstances: number;
  /** Over the whole time, 0 to 1. */
  readonly meanUtilisation: number;
  /** Of all requests, in milliseconds. */
  readonly meanMs: number;
  /** The highest of any step, in milliseconds. */
  readonly worstP99Ms: number;
  readonly oracleInstanceHours: number;
  readonly oracleCost: number;
  /** Instance-hours as a multiple of the oracle's. */
  readonly oracleRatio: number;
  readonly oracleAtTargetInstanceHours: number;
  /** (instance-hours + half an instance-hour for each violating minute) ÷ the oracle's instance-hours: 1 is perfect. */
  readonly score: number;
}

/** What a summary is made of. */
export interface SummarySource {
  readonly stepMs: number;
  readonly columns: Columns;
  readonly decisions: readonly { readonly atMs: number; readonly decision: Decision }[];
  readonly oracle: Oracle;
  readonly oracleAtTarget: Oracle;
}

/** Adds a simulation up. Of nothing, the shares are 0 and the ratios 1. */
export function summarize({ stepMs, columns, decisions, oracle, oracleAtTarget }: SummarySource): Summary {
  const { arrived, served, dropped, desired, draining, ready, utilisation, meanMs, p99Ms, cost } = columns;
  const hours = (arrived.length * stepMs) / hourMs;
  const instanceHours = ((sum(desired) + sum(draining)) * stepMs) / hourMs;
  const violationMinutes = countViolations(columns, stepMs);
  const requests = sum(arrived);
  return {
    hours,
    violationMinutes,
    violationMinutesPerDay: ratio(violationMinutes * 24, hours, 0),
    instanceHours,
    cost: sum(cost),
    ...countEvents(decisions),
    droppedShare: ratio(sum(dropped), requests, 0),
    lateShare: ratio(
      sumOver(arrived, (_, index) => unhappy(columns, index)),
      requests,
      0,
    ),
    peakInstances: highest(desired),
    meanUtilisation: ratio(
      sumOver(utilisation, (share, index) => share * (ready[index] ?? 0)),
      sum(ready),
      0,
    ),
    meanMs: ratio(
      sumOver(served, (count, index) => count * (meanMs[index] ?? 0)),
      sum(served),
      0,
    ),
    worstP99Ms: highest(p99Ms),
    oracleInstanceHours: oracle.instanceHours,
    oracleCost: oracle.cost,
    oracleRatio: ratio(instanceHours, oracle.instanceHours, 1),
    oracleAtTargetInstanceHours: oracleAtTarget.instanceHours,
    score: ratio(instanceHours + VIOLATION_WEIGHT * violationMinutes, oracle.instanceHours, 1),
  };
}

/** Requests of a step that were late or dropped. */
function unhappy({ arrived, dropped, late }: Columns, index: number): number {
  const lost = dropped[index] ?? 0;
  return lost + (late[index] ?? 0) * Math.max(0, (arrived[index] ?? 0) - lost);
}

function countViolations(columns: Columns, stepMs: number): number {
  const { arrived } = columns;
  let [violations, minute, requests, bad] = [0, 0, 0, 0];
  for (let index = 0; index <= arrived.length; index++) {
    const now = Math.floor((index * stepMs) / minuteMs);
    if (now !== minute || index === arrived.length) {
      if (bad > TOLERATED_LATE_SHARE * requests) violations += 1;
      [minute, requests, bad] = [now, 0, 0];
    }
    requests += arrived[index] ?? 0;
    if (index < arrived.length) bad += unhappy(columns, index);
  }
  return violations;
}

function countEvents(decisions: SummarySource['decisions']): Pick<Summary, 'events' | 'flaps'> {
  const acts = decisions.filter(({ decision }) => decision.action !== 'none');
  const flaps = acts.filter(({ atMs, decision }, index) => {
    const before = acts[index - 1];
    return before !== undefined && before.decision.action !== decision.action && atMs - before.atMs < FLAP_WINDOW_MS;
  });
  return { events: acts.length, flaps: flaps.length };
}

function ratio(part: number, whole: number, ofNothing: number): number {
  return whole > 0 ? part / whole : ofNothing;
}

function highest(values: Float64Array): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) most = Math.max(most, values[index] ?? 0);
  return most;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0;
  return total;
}

function sumOver(values: Float64Array, term: (value: number, index: number) => number): number {
  let total = 0;
  for (let index = 0; index < values.length; index++) total += term(values[index] ?? 0, index);
  return total;
}
