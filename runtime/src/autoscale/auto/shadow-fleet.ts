/** Instances that are on their way to something. */
interface Batch {
  readonly atMs: number;
  readonly count: number;
}

/** The instances that a candidate would have: plain data. */
export interface ShadowFleet {
  readonly ready: number;
  /** Oldest first. */
  readonly starts: readonly Batch[];
  /** Requests that wait because there was too little capacity. */
  readonly backlog: number;
}

/** A fleet of so many instances that serve. */
export function shadowFleetOf(ready: number): ShadowFleet {
  return { ready, starts: [], backlog: 0 };
}

/** Instances that serve or will. */
export function wantedOf({ ready, starts }: ShadowFleet): number {
  return starts.reduce((sum, { count }) => sum + count, ready);
}

/** The fleet when the starts that are due have been made. */
export function advanceFleet(fleet: ShadowFleet, nowMs: number): ShadowFleet {
  if (fleet.starts.every(({ atMs }) => atMs > nowMs)) return fleet;
  const due = fleet.starts.filter(({ atMs }) => atMs <= nowMs);
  const ready = due.reduce((sum, { count }) => sum + count, fleet.ready);
  return { ...fleet, ready, starts: fleet.starts.filter(({ atMs }) => atMs > nowMs) };
}

/** The fleet with another number wanted: more begin to start, fewer give up the youngest starts first. */
export function steerFleet(fleet: ShadowFleet, wanted: number, nowMs: number, startUpMs: number): ShadowFleet {
  let excess = wantedOf(fleet) - wanted;
  if (excess === 0) return fleet;
  if (excess < 0) return { ...fleet, starts: [...fleet.starts, { atMs: nowMs + startUpMs, count: -excess }] };
  const starts: Batch[] = [];
  for (const batch of fleet.starts.toReversed()) {
    const given = Math.min(excess, batch.count);
    excess -= given;
    if (given < batch.count) starts.unshift({ ...batch, count: batch.count - given });
  }
  return { ...fleet, starts, ready: fleet.ready - excess };
}
