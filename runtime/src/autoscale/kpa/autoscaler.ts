/** A value of the whole service at some time. */
interface LoadSample {
  readonly atMs: number;
  readonly value: number;
}

/** What Knative's autoscaler remembers from one evaluation to the next. */
export interface KpaMemory {
  /** Of the stable window, oldest first. */
  readonly samples: readonly LoadSample[];
  /** While it panics: when it last had reason to, and the highest count since it began. */
  readonly panic: Panic | null;
}

interface Panic {
  readonly atMs: number;
  readonly instances: number;
}

/** The memory before the first evaluation. */
export const initialKpaMemory: KpaMemory = { samples: [], panic: null };

/** What is asked for, and what is remembered for the next time. */
export interface KpaStep {
  readonly instances: number;
  readonly memory: KpaMemory;
}

/** The defaults of Knative Serving (`config-autoscaler`). */
const STABLE_WINDOW_MS = 60_000;
const PANIC_WINDOW_MS = 6_000;
const PANIC_THRESHOLD = 2;
const MOST_UP = 1000;
const MOST_DOWN = 2;

/** Samples that are kept at most, however short the interval. */
const MOST_SAMPLES = 600;

/**
 * One evaluation of Knative's pod autoscaler (`pkg/autoscaler/scaling/autoscaler.go`): load over target, by the mean of a
 * minute; by that of 6 s, where it asks for twice the ready instances, and then nothing is removed until a minute has
 * passed without such a load. `target` is what one instance should bear.
 */
export function stepKpa(
  memory: KpaMemory,
  load: number,
  target: number,
  readyInstances: number,
  nowMs: number,
): KpaStep {
  const samples = remember(memory.samples, load, nowMs);
  const ready = Math.max(1, readyInstances);
  const countOf = (windowMs: number): number => withinRates(meanSince(samples, nowMs - windowMs) / target, ready);
  const panic = nextPanic(memory.panic, countOf(PANIC_WINDOW_MS), ready, nowMs);
  return { instances: panic?.instances ?? countOf(STABLE_WINDOW_MS), memory: { samples, panic } };
}

/** A panic begins, or goes on, with a load for twice the ready instances; it ends a stable window after the last of that. */
function nextPanic(panic: Panic | null, wanted: number, ready: number, nowMs: number): Panic | null {
  if (wanted / ready >= PANIC_THRESHOLD) {
    return { atMs: nowMs, instances: Math.max(wanted, panic?.instances ?? ready) };
  }
  if (panic === null || nowMs - panic.atMs > STABLE_WINDOW_MS) return null;
  return { ...panic, instances: Math.max(panic.instances, wanted) };
}

/** A whole count, which one evaluation may reach from the ready instances: at most a thousandfold, at least half. */
function withinRates(share: number, ready: number): number {
  return Math.min(MOST_UP * ready, Math.max(Math.floor(ready / MOST_DOWN), Math.ceil(share)));
}

function remember(samples: readonly LoadSample[], value: number, nowMs: number): readonly LoadSample[] {
  const recent = samples.filter(({ atMs }) => nowMs - atMs < STABLE_WINDOW_MS && atMs < nowMs);
  return [...recent, { atMs: nowMs, value }].slice(-MOST_SAMPLES);
}

/** Mean of the samples after a time; the newest is always among them. */
function meanSince(samples: readonly LoadSample[], sinceMs: number): number {
  const values = samples.filter(({ atMs }) => atMs > sinceMs).map(({ value }) => value);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
