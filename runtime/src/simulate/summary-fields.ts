import type { Summary } from './summary.ts';

/** A figure of a summary, as files and assertions name it. */
export interface SummaryField {
  readonly name: string;
  /** One sentence for help and documentation. */
  readonly summary: string;
  read(summary: Summary): number;
}

/** The figures that can be asked for, the most important first. */
export const summaryFields: readonly SummaryField[] = Object.freeze([
  field(
    'violation_minutes',
    'minutes in which more than 1 % of the requests were late or dropped',
    (s) => s.violationMinutes,
  ),
  field('violation_minutes_per_day', 'the same, for each 24 hours', (s) => s.violationMinutesPerDay),
  field('instance_hours', 'hours of instances that were paid for', (s) => s.instanceHours),
  field('cost', 'instance-hours times their price', (s) => s.cost),
  field('events', 'changes of the number of instances', (s) => s.events),
  field('flaps', 'changes that turn the one before around within ten minutes', (s) => s.flaps),
  field('dropped_share', 'share of the requests that were dropped', (s) => s.droppedShare),
  field('late_share', 'share of the requests that were late or dropped', (s) => s.lateShare),
  field('peak_instances', 'the most instances that were wanted', (s) => s.peakInstances),
  field('mean_utilisation', 'share of the capacity that was used', (s) => s.meanUtilisation),
  field('mean_ms', 'mean response time in milliseconds', (s) => s.meanMs),
  field(
    'worst_p99_ms',
    'the highest 99th percentile of the response time in any step, in milliseconds',
    (s) => s.worstP99Ms,
  ),
  field('oracle_instance_hours', 'instance-hours of the oracle', (s) => s.oracleInstanceHours),
  field('oracle_cost', 'what the oracle costs', (s) => s.oracleCost),
  field('oracle_ratio', 'instance-hours ÷ those of the oracle', (s) => s.oracleRatio),
  field(
    'oracle_at_target_instance_hours',
    'instance-hours of the oracle at the target utilisation',
    (s) => s.oracleAtTargetInstanceHours,
  ),
  field('score', '(instance-hours + 0.5 for each violating minute) ÷ instance-hours of the oracle', (s) => s.score),
  field('hours', 'simulated time in hours', (s) => s.hours),
]);

function field(name: string, summary: string, read: (summary: Summary) => number): SummaryField {
  return { name, summary, read };
}
