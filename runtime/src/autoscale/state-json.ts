import type { EngineState } from './engine.ts';
import { HISTORY_LENGTH, readRecord, type ScalingRecord } from './history.ts';
import type { ScaleEvent } from './hpa/events.ts';
import type { HpaMemory } from './hpa/reconcile.ts';
import type { KpaMemory } from './kpa/autoscaler.ts';
import type { PolicyState, Recommendation } from './policies/policy.ts';
import { type DemandPoint, MOST_POINTS } from './predictive/demand.ts';
import { readSloMemory } from './slo/memory-json.ts';
import { readUsageMemory } from './vertical/sizing-json.ts';
import type { SizeMemory } from './vertical/step-size.ts';

/** Number of the layout below. A file of any other is not read. */
const VERSION = 2;

/** No forecast reaches further. */
const LONGEST_AHEAD_MS = 7 * 86_400_000;

/** The engine's state as JSON: all that decides, and the changes that were made. Times are as in the state. */
export interface SavedState {
  readonly version: number;
  /** The scaling clock when it was saved. */
  readonly atMs: number;
  readonly policy: PolicyState;
  readonly demand: readonly DemandPoint[];
  readonly history: readonly ScalingRecord[];
  readonly sizes?: SizeMemory;
}

/** The state in a form that JSON can carry. What `auto` compares is left out: what it compares with begins anew, what it knows of demand stays. */
export function toJson({ policy, demand, history, sizes }: EngineState, nowMs: number): SavedState {
  const saved = { version: VERSION, atMs: nowMs, policy: { ...policy, auto: null }, demand, history };
  return sizes === undefined ? saved : { ...saved, sizes };
}

/**
 * The state of a JSON value, `elapsedMs` after it was saved, by a clock that shows `nowMs`; null where the value is no
 * such state. Clocks may differ: times keep their distance from the moment of saving, and none is in the future.
 */
export function fromJson(json: unknown, nowMs: number, elapsedMs: number): EngineState | null {
  if (!isRecord(json) || json['version'] !== VERSION || !isTime(json['atMs'])) return null;
  const { policy, demand } = json;
  if (!isPolicyState(policy) || !isListOf(demand, isDemandPoint)) return null;
  const byMs = nowMs - Math.max(0, elapsedMs) - json['atMs'];
  const time = (atMs: number): number => Math.min(nowMs, atMs + byMs);
  const timed = <T extends { readonly atMs: number }>(entry: T): T => ({ ...entry, atMs: time(entry.atMs) });
  const { lastScaleUpMs, lastScaleDownMs, recommendations, hpa, kpa, tracking } = policy;
  // The end of an open forecast may lie ahead; what else was saved has happened.
  const slo = readSloMemory(policy.slo, (atMs) => Math.min(nowMs + LONGEST_AHEAD_MS, atMs + byMs));
  if (slo === null) return null;
  const sizes = readSizes(json['sizes'], (atMs) => atMs + byMs);
  return {
    ...(sizes === null ? {} : { sizes }),
    policy: {
      lastScaleUpMs: lastScaleUpMs === null ? null : time(lastScaleUpMs),
      lastScaleDownMs: lastScaleDownMs === null ? null : time(lastScaleDownMs),
      recommendations: recommendations.map(timed),
      hpa: {
        recommendations: hpa.recommendations === null ? null : hpa.recommendations.map(timed),
        ups: hpa.ups.map(timed),
        downs: hpa.downs.map(timed),
      },
      kpa: { samples: kpa.samples.map(timed), panic: kpa.panic === null ? null : timed(kpa.panic) },
      slo,
      tracking: {
        aboveSinceMs: tracking.aboveSinceMs === null ? null : time(tracking.aboveSinceMs),
        belowSinceMs: tracking.belowSinceMs === null ? null : time(tracking.belowSinceMs),
      },
      auto: null,
    },
    demand: demand.slice(-MOST_POINTS).map(timed),
    history: readHistory(json['history']).map(timed),
  };
}

/** What can be read of a history: a record that cannot is only lost to those who look at it. */
function readHistory(value: unknown): readonly ScalingRecord[] {
  return Array.isArray(value) ? value.flatMap((entry) => readRecord(entry) ?? []).slice(-HISTORY_LENGTH) : [];
}

/** What is known of use, where it was saved; without it only the recommendation begins anew. */
function readSizes(value: unknown, time: (atMs: number) => number): SizeMemory | null {
  if (!isRecord(value)) return null;
  const usage = readUsageMemory(value['usage'], time);
  return usage === null ? null : { usage, advised: value['advised'] === true };
}

function isPolicyState(value: unknown): value is PolicyState {
  return (
    isRecord(value) &&
    (value['lastScaleUpMs'] === null || isTime(value['lastScaleUpMs'])) &&
    (value['lastScaleDownMs'] === null || isTime(value['lastScaleDownMs'])) &&
    isListOf(value['recommendations'], isRecommendation) &&
    isHpaMemory(value['hpa']) &&
    isKpaMemory(value['kpa']) &&
    isTracking(value['tracking'])
  );
}

function isHpaMemory(value: unknown): value is HpaMemory {
  return (
    isRecord(value) &&
    (value['recommendations'] === null || isListOf(value['recommendations'], isRecommendation)) &&
    isListOf(value['ups'], isScaleEvent) &&
    isListOf(value['downs'], isScaleEvent)
  );
}

function isKpaMemory(value: unknown): value is KpaMemory {
  return (
    isRecord(value) &&
    isListOf(value['samples'], isSample) &&
    (value['panic'] === null || isRecommendation(value['panic']))
  );
}

function isTracking(value: unknown): value is PolicyState['tracking'] {
  const isTimeOrNull = (time: unknown): boolean => time === null || isTime(time);
  return isRecord(value) && isTimeOrNull(value['aboveSinceMs']) && isTimeOrNull(value['belowSinceMs']);
}

function isRecommendation(value: unknown): value is Recommendation {
  return isRecord(value) && isTime(value['atMs']) && isCount(value['instances']);
}

function isScaleEvent(value: unknown): value is ScaleEvent {
  return isRecord(value) && isTime(value['atMs']) && isCount(value['change']) && typeof value['outdated'] === 'boolean';
}

function isDemandPoint(value: unknown): value is DemandPoint {
  return isSample(value) && 'count' in value && isCount(value.count);
}

function isSample(value: unknown): value is { readonly atMs: number; readonly value: number } {
  return isRecord(value) && isTime(value['atMs']) && isTime(value['value']);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isListOf<T>(value: unknown, is: (entry: unknown) => entry is T): value is readonly T[] {
  return Array.isArray(value) && value.every(is);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
