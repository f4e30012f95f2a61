/**
 * What is known of an instance's health. Each state carries only what decides how it is left:
 *
 *     starting ──first good probe──► healthy ──failures in a row──► unhealthy ──good probes in a row──► healthy
 *         └──────────── ended ───────────┴────────── ended ────────────► unhealthy, for good
 */
export type Health =
  | { readonly state: 'starting'; readonly failedProbes: number; readonly detail: string }
  | { readonly state: 'healthy'; readonly failedProbes: number; readonly refusals: number; readonly detail: string }
  | { readonly state: 'unhealthy'; readonly goodProbes: number; readonly failedProbes: number; readonly detail: string }
  | { readonly state: 'ended'; readonly detail: string };

/** What happened to an instance that bears on its health. */
export type HealthEvent =
  | { readonly kind: 'probe passed' }
  | { readonly kind: 'probe failed'; readonly detail: string }
  /** A request could not be connected. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** A request was answered, whatever the status. */
  | { readonly kind: 'answered' }
  /** Its process has ended: nothing brings it back. */
  | { readonly kind: 'ended'; readonly detail: string };

/** How many events in a row it takes; both at least 1. */
export interface HealthThresholds {
  readonly unhealthyThreshold: number;
  readonly healthyThreshold: number;
}

/** An instance that has not answered yet. */
export const starting: Health = { state: 'starting', failedProbes: 0, detail: 'waiting for its first good probe' };

/** An instance that was ready when it was added. */
export const ready: Health = { state: 'healthy', failedProbes: 0, refusals: 0, detail: 'ready when it was added' };

/**
 * The health after an event. Probes and refused connections count apart: requests that succeed
 * do not excuse a health path that fails, nor the other way round.
 * Returns the same object where nothing changed.
 */
export function nextHealth(health: Health, event: HealthEvent, thresholds: HealthThresholds): Health {
  if (health.state === 'ended') return health;
  if (event.kind === 'ended') return { state: 'ended', detail: event.detail };
  switch (health.state) {
    case 'starting':
      return whileStarting(health, event);
    case 'healthy':
      return whileHealthy(health, event, thresholds.unhealthyThreshold);
    case 'unhealthy':
      return whileUnhealthy(health, event, thresholds.healthyThreshold);
  }
}

type Ongoing = Exclude<HealthEvent, { kind: 'ended' }>;
type In<S extends Health['state']> = Extract<Health, { state: S }>;

/** One good probe is enough at the start: nothing speaks against the instance yet. */
function whileStarting(health: In<'starting'>, event: Ongoing): Health {
  switch (event.kind) {
    case 'probe passed':
      return { state: 'healthy', failedProbes: 0, refusals: 0, detail: 'passed its first probe' };
    case 'probe failed':
      return { ...health, failedProbes: health.failedProbes + 1, detail: event.detail };
    case 'refused':
    case 'answered':
      return health;
  }
}

function whileHealthy(health: In<'healthy'>, event: Ongoing, threshold: number): Health {
  switch (event.kind) {
    case 'probe passed':
      return health.failedProbes === 0 ? health : { ...health, failedProbes: 0 };
    case 'answered':
      return health.refusals === 0 ? health : { ...health, refusals: 0 };
    case 'probe failed': {
      const failedProbes = health.failedProbes + 1;
      if (failedProbes < threshold) return { ...health, failedProbes };
      return takenOut(failedProbes, `${count(failedProbes, 'probe')} failed: ${event.detail}`);
    }
    case 'refused': {
      const refusals = health.refusals + 1;
      if (refusals < threshold) return { ...health, refusals };
      return takenOut(0, `${count(refusals, 'connection')} failed: ${event.detail}`);
    }
  }
}

function whileUnhealthy(health: In<'unhealthy'>, event: Ongoing, threshold: number): Health {
  switch (event.kind) {
    case 'probe passed': {
      const goodProbes = health.goodProbes + 1;
      if (goodProbes < threshold) return { ...health, goodProbes, failedProbes: 0 };
      return { state: 'healthy', failedProbes: 0, refusals: 0, detail: `passed ${count(goodProbes, 'probe')} again` };
    }
    case 'probe failed': {
      const failedProbes = health.failedProbes + 1;
      return takenOut(failedProbes, `${count(failedProbes, 'probe')} failed: ${event.detail}`);
    }
    case 'refused':
    case 'answered':
      return health;
  }
}

function takenOut(failedProbes: number, detail: string): Health {
  return { state: 'unhealthy', goodProbes: 0, failedProbes, detail };
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
