import { describeGrounds } from './describe.ts';
import type { Decision, Direction, SignalName, Signals } from './policies/policy.ts';
import { describeSizing } from './vertical/describe-sizing.ts';
import type { Sizing } from './vertical/instance-size.ts';

/** A change of the count or the size as it is remembered: what was done, why, on what grounds, and what was expected then. */
export interface ScalingRecord {
  /** Time of the scaling clock. */
  readonly atMs: number;
  /** What changed: the count, or the size of instances, or only what is recommended of it. */
  readonly action: Direction | 'resize' | 'recommend_size';
  /** By the rule, by a forecast, or by hand. */
  readonly by: 'rule' | 'forecast' | 'hand';
  readonly from: number;
  readonly to: number;
  /** As one sentence without a full stop; what was said, for a change by hand. */
  readonly reason: string;
  readonly signals: Signals;
  /** What was forecast of a signal, where there was a forecast; its interval is from `low` to `high`, null where the rule has none. */
  readonly forecast: {
    readonly metric: string;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
}

/** How many changes are remembered; older ones are dropped. */
export const HISTORY_LENGTH = 200;

/** Which of the remembered changes are asked for; what is left out is any. */
export interface HistoryQuery {
  readonly action?: ScalingRecord['action'] | undefined;
  readonly by?: ScalingRecord['by'] | undefined;
  /** Times of the scaling clock, both included. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** The latest so many. */
  readonly limit?: number | undefined;
}

/** The record of a decision that changed the count. */
export function recordOf(decision: Decision, action: Direction, signals: Signals, atMs: number): ScalingRecord {
  const { from, to, trigger, outlook, basis } = decision;
  const outcome = outlook?.outcome;
  const forecast =
    outlook !== undefined && outcome?.kind === 'forecast'
      ? { metric: outlook.metric, value: outcome.value, low: outcome.low, high: outcome.high }
      : basis === undefined
        ? null
        : { metric: 'request_rate', value: basis.forecast, low: null, high: null };
  const by = trigger === 'predictive_high_load' ? 'forecast' : 'rule';
  return { atMs, action, by, from, to, reason: describeGrounds(decision), signals, forecast };
}

/** The record of a new size, or of the advice to have one, at a count that this leaves alone. */
export function recordOfSizing(sizing: Sizing, count: number, signals: Signals, atMs: number): ScalingRecord {
  const action = sizing.next === null ? 'recommend_size' : 'resize';
  return { atMs, action, by: 'rule', from: count, to: count, reason: describeSizing(sizing), signals, forecast: null };
}

/** The history with one more record. */
export function remember(history: readonly ScalingRecord[], record: ScalingRecord): readonly ScalingRecord[] {
  return [...history, record].slice(-HISTORY_LENGTH);
}

/** The records that a query asks for, oldest first. */
export function queryHistory(
  history: readonly ScalingRecord[],
  { action, by, sinceMs, untilMs, limit = HISTORY_LENGTH }: HistoryQuery,
): readonly ScalingRecord[] {
  const found = history.filter(
    (record) =>
      (action === undefined || record.action === action) &&
      (by === undefined || record.by === by) &&
      (sinceMs === undefined || record.atMs >= sinceMs) &&
      (untilMs === undefined || record.atMs <= untilMs),
  );
  return limit > 0 ? found.slice(-limit) : [];
}

/** A record that was saved as JSON; null where the value is none. Signals that are no numbers are left out. */
export function readRecord(value: unknown): ScalingRecord | null {
  if (!isRecord(value)) return null;
  const { atMs, action, by, from, to, reason, signals, forecast } = value;
  if (!isNumber(atMs) || !isNumber(from) || !isNumber(to) || typeof reason !== 'string' || !isRecord(signals))
    return null;
  if (!isAction(action)) return null;
  if (by !== 'rule' && by !== 'forecast' && by !== 'hand') return null;
  const numbers = Object.entries(signals).filter((entry): entry is [SignalName, number] => isNumber(entry[1]));
  return { atMs, action, by, from, to, reason, signals: Object.fromEntries(numbers), forecast: readForecast(forecast) };
}

function isAction(value: unknown): value is ScalingRecord['action'] {
  return value === 'scale_up' || value === 'scale_down' || value === 'resize' || value === 'recommend_size';
}

function readForecast(value: unknown): ScalingRecord['forecast'] {
  if (!isRecord(value)) return null;
  const { metric, value: expected, low, high } = value;
  if (typeof metric !== 'string' || !isNumber(expected)) return null;
  return { metric, value: expected, low: isNumber(low) ? low : null, high: isNumber(high) ? high : null };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
