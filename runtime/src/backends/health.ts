/**
 * What is known of an instance's health. Each state carries only what decides how it is left:
 *
 *     starting ──first good probe──► healthy ──failures in a row──► unhealthy ──good probes in a row──► healthy
 *                                    healthy ──outlier of real requests──► ejected ──time is up──► healthy
 *                                                                          ejected ──failed probes──► unhealthy
 *         └──────────── ended ───────────┴────────── ended ────────────► unhealthy, for good
 */
export type Health =
  | { readonly state: 'starting'; readonly failedProbes: number; readonly detail: string }
  | Healthy
  /** Taken out for what became of real requests, until its time is up. */
  | { readonly state: 'ejected'; readonly failedProbes: number; readonly ejections: number; readonly detail: string }
  | { readonly state: 'unhealthy'; readonly goodProbes: number; readonly failedProbes: number; readonly detail: string }
  | { readonly state: 'ended'; readonly detail: string };

/** In use, with what counts against it, each in a row. */
interface Healthy {
  readonly state: 'healthy';
  readonly failedProbes: number;
  readonly refusals: number;
  /** Requests that it broke off, let run out of time, or answered with 500 to 599. */
  readonly failures: number;
  /** Those of them that ran out of time. */
  readonly timeouts: number;
  /** Ejections so far, each soon after the one before. */
  readonly ejections: number;
  readonly detail: string;
}

/** What happened to an instance that bears on its health. */
export type HealthEvent =
  | { readonly kind: 'probe passed' }
  | { readonly kind: 'probe failed'; readonly detail: string }
  /** A request could not be connected. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** A request was answered, well or with a status that tells of a failure. */
  | { readonly kind: 'answered'; readonly failed?: boolean }
  /** A request was sent and not answered: its connection broke, or its time ran out. */
  | { readonly kind: 'unanswered'; readonly late: boolean }
  /** It fails more than the others: it is taken out for a time. */
  | { readonly kind: 'ejected'; readonly detail: string }
  /** The time of its ejection is up. */
  | { readonly kind: 'readmitted' }
  /** It has been back for long without being ejected again. */
  | { readonly kind: 'forgiven' }
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
export const ready: Health = healthyBecause('ready when it was added');

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
    case 'ejected':
      return whileEjected(health, event, thresholds.unhealthyThreshold);
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
      return healthyBecause('passed its first probe');
    case 'probe failed':
      return { ...health, failedProbes: health.failedProbes + 1, detail: event.detail };
    default:
      return health;
  }
}

function whileHealthy(health: In<'healthy'>, event: Ongoing, threshold: number): Health {
  switch (event.kind) {
    case 'probe passed':
      return health.failedProbes === 0 ? health : { ...health, failedProbes: 0 };
    case 'answered':
      if (event.failed === true) return { ...health, refusals: 0, timeouts: 0, failures: health.failures + 1 };
      return health.refusals + health.failures === 0 ? health : { ...health, refusals: 0, failures: 0, timeouts: 0 };
    case 'unanswered':
      return { ...health, failures: health.failures + 1, timeouts: event.late ? health.timeouts + 1 : 0 };
    case 'ejected':
      return {
        state: 'ejected',
        failedProbes: health.failedProbes,
        ejections: health.ejections + 1,
        detail: event.detail,
      };
    case 'readmitted':
      return health;
    case 'forgiven':
      return health.ejections === 0 ? health : { ...health, ejections: 0 };
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

/** Probes do not bring it back: they may pass where real requests fail. */
function whileEjected(health: In<'ejected'>, event: Ongoing, threshold: number): Health {
  switch (event.kind) {
    case 'probe passed':
      return health.failedProbes === 0 ? health : { ...health, failedProbes: 0 };
    case 'probe failed': {
      const failedProbes = health.failedProbes + 1;
      if (failedProbes < threshold) return { ...health, failedProbes };
      return takenOut(failedProbes, `${count(failedProbes, 'probe')} failed: ${event.detail}`);
    }
    case 'readmitted':
      return { ...healthyBecause('back after its ejection'), ejections: health.ejections };
    default:
      return health;
  }
}

function whileUnhealthy(health: In<'unhealthy'>, event: Ongoing, threshold: number): Health {
  switch (event.kind) {
    case 'probe passed': {
      const goodProbes = health.goodProbes + 1;
      if (goodProbes < threshold) return { ...health, goodProbes, failedProbes: 0 };
      return healthyBecause(`passed ${count(goodProbes, 'probe')} again`);
    }
    case 'probe failed': {
      const failedProbes = health.failedProbes + 1;
      return takenOut(failedProbes, `${count(failedProbes, 'probe')} failed: ${event.detail}`);
    }
    default:
      return health;
  }
}

function healthyBecause(detail: string): Healthy {
  return { state: 'healthy', failedProbes: 0, refusals: 0, failures: 0, timeouts: 0, ejections: 0, detail };
}

function takenOut(failedProbes: number, detail: string): Health {
  return { state: 'unhealthy', goodProbes: 0, failedProbes, detail };
}

/** `1 probe`, `3 probes`. */
export function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
