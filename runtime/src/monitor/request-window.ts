import type { RequestWindow } from '../autoscale/signals/signal.ts';
import type { Clock } from '../clock.ts';
import { LatencySketch } from './latency-sketch.ts';
import type { RequestObservation } from './observation.ts';

/** In how many parts a window slides; the span that is reported is up to one part longer than the window. */
const PARTS = 20;

/** The requests of the last while, added up in constant memory. */
export interface RequestWindowCollector {
  observe(observation: RequestObservation): void;
  read(): RequestWindow;
}

interface Part {
  readonly startMs: number;
  count: number;
  errors: number;
  durationMs: number;
  readonly latencies: LatencySketch;
}

/**
 * Collects the requests that reached an instance in a sliding window of `windowMs` of the clock. On a clock that runs
 * `speed` times as fast as the requests do, their durations are stretched by as much, so that all that is read is in
 * the clock's own time.
 */
export function collectRequests(clock: Clock, windowMs: number, speed: number): RequestWindowCollector {
  const partMs = windowMs / PARTS;
  const startedAtMs = clock.nowMs();
  let parts: Part[] = [];

  function currentPart(nowMs: number): Part {
    const startMs = startedAtMs + Math.floor((nowMs - startedAtMs) / partMs) * partMs;
    const last = parts.at(-1);
    if (last !== undefined && last.startMs >= startMs) return last;
    const part = { startMs, count: 0, errors: 0, durationMs: 0, latencies: new LatencySketch() };
    parts = [...parts.filter((old) => isInWindow(old, nowMs)), part];
    return part;
  }

  function isInWindow(part: Part, nowMs: number): boolean {
    return part.startMs + partMs > nowMs - windowMs;
  }

  return {
    observe({ backendId, status, durationMs }) {
      if (backendId === null) return;
      const part = currentPart(clock.nowMs());
      part.count += 1;
      part.durationMs += durationMs * speed;
      part.latencies.add(durationMs * speed);
      if (status >= 500) part.errors += 1;
    },
    read() {
      const nowMs = clock.nowMs();
      const live = parts.filter((part) => isInWindow(part, nowMs));
      const firstPartMs = startedAtMs + Math.floor((nowMs - windowMs - startedAtMs) / partMs) * partMs;
      const quantiles = quantilesOf(live);
      return {
        spanMs: nowMs - Math.max(startedAtMs, firstPartMs),
        count: live.reduce((total, part) => total + part.count, 0),
        errors: live.reduce((total, part) => total + part.errors, 0),
        durationMs: live.reduce((total, part) => total + part.durationMs, 0),
        ...(quantiles === undefined ? {} : { quantiles }),
      };
    },
  };
}

function quantilesOf(parts: readonly Part[]): RequestWindow['quantiles'] {
  const all = new LatencySketch();
  for (const { latencies } of parts) all.addAll(latencies);
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((share) => all.quantileMs(share));
  return p50Ms === undefined || p95Ms === undefined || p99Ms === undefined ? undefined : { p50Ms, p95Ms, p99Ms };
}
