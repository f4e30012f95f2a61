import { type DirectionRules, longestPeriod } from './behavior.ts';

/** A change that was made, for the rules that allow so many within a period. */
export interface ScaleEvent {
  readonly atMs: number;
  /** Pods added or removed; positive in either direction. */
  readonly change: number;
  /** Older than any rule looks back over; its place may be taken. */
  readonly outdated: boolean;
}

/** Pods that changed within a period that ends now; an event leaves it when it is exactly as old. */
export function changeWithin(events: readonly ScaleEvent[], periodSeconds: number, nowMs: number): number {
  const recent = events.filter(({ atMs }) => nowMs - atMs < periodSeconds * 1000);
  return recent.reduce((sum, { change }) => sum + change, 0);
}

/** The events with one more (`storeScaleEvent`): it takes the place of the last outdated one, so that the list stays short. */
export function recordEvent(
  events: readonly ScaleEvent[],
  change: number,
  rules: DirectionRules,
  nowMs: number,
): readonly ScaleEvent[] {
  const longestMs = longestPeriod(rules) * 1000;
  const marked = events.map((event) => (nowMs - event.atMs > longestMs ? { ...event, outdated: true } : event));
  const added: ScaleEvent = { atMs: nowMs, change, outdated: false };
  return replaceOrAppend(
    marked,
    marked.findLastIndex(({ outdated }) => outdated),
    added,
  );
}

/** The list with `entry` at an index, or at its end where there is no such index. */
export function replaceOrAppend<T>(list: readonly T[], index: number, entry: T): readonly T[] {
  return index === -1 ? [...list, entry] : list.with(index, entry);
}
