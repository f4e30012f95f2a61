import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { nextPath, repeatableRandom } from './mix.ts';
import { type LoadPhase, loadPhases, phaseAt } from './phases.ts';

/** What is loaded, and for how long. */
export interface LoadOptions {
  /** Address of the service on this very machine, such as `https://localhost:8443`. */
  readonly url: string;
  /** Length of the run; requests under way at its end may finish for 2 s more. At most 10 minutes. */
  readonly durationMs: number;
  /** Ends the run early. */
  readonly signal: AbortSignal;
  /** Told twice a second, and once at the end, how it goes. */
  readonly onTick: (tick: LoadTick) => void;
  /** What is asked for; the demonstration's own phases where it is left out. */
  readonly phases?: readonly LoadPhase[];
}

/** A moment of a load run. */
export interface LoadTick {
  readonly elapsedMs: number;
  readonly phase: LoadPhase['name'];
  readonly requests: number;
  readonly errors: number;
  /** Since the tick before. */
  readonly requestsPerSecond: number;
}

/** What a load run has seen. */
export interface LoadSummary {
  readonly durationMs: number;
  /** Requests that ended, well or not. Those cut short by the end of the run are in neither count. */
  readonly requests: number;
  /** Network errors, broken bodies, and statuses from 500. */
  readonly errors: number;
  readonly requestsPerSecond: number;
  /** From sending a request to the last byte of its answer, of all that were answered. All 0 where none was. */
  readonly latencyMs: {
    readonly mean: number;
    readonly p50: number;
    readonly p95: number;
    readonly p99: number;
    readonly max: number;
  };
  /** What ended it. */
  readonly endedBy: 'time' | 'count' | 'signal';
}

/** The address is not one that load may be put on. */
export class LoadTargetError extends Error {
  override readonly name = 'LoadTargetError';
}

const MOST_DURATION_MS = 600_000;
const MOST_REQUESTS = 2_000_000;
const REQUEST_TIMEOUT_MS = 30_000;
const GRACE_MS = 2_000;
const TICK_MS = 500;
const IDLE_MS = 20;

/** A load run under way. */
interface Run {
  readonly base: string;
  readonly phases: readonly LoadPhase[];
  readonly durationMs: number;
  readonly startedMs: number;
  readonly stop: AbortSignal;
  /** Aborted when even the requests under way have to end. */
  readonly cut: AbortSignal;
  readonly dispatcher: Dispatcher;
  readonly histogram: RecordableHistogram;
  readonly random: () => number;
  started: number;
  requests: number;
  errors: number;
}

/**
 * Puts load on a service of this machine, phase by phase, and tells what it saw. Bounded in time, count and concurrency.
 * Throws `LoadTargetError` for an address of any other machine.
 */
export async function driveLoad(options: LoadOptions): Promise<LoadSummary> {
  const url = checkTarget(options.url);
  const phases = options.phases ?? loadPhases;
  const concurrency = Math.max(...phases.map((phase) => phase.concurrency));
  const durationMs = Math.min(options.durationMs, MOST_DURATION_MS);
  const dispatcher = new Agent({
    connections: concurrency,
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
    // The certificate of a service on trial is its own; checkTarget has made sure that it is on this machine.
    connect: { rejectUnauthorized: false },
  });
  const run: Run = {
    base: url.origin,
    phases,
    durationMs,
    startedMs: performance.now(),
    stop: options.signal,
    cut: AbortSignal.any([options.signal, AbortSignal.timeout(durationMs + GRACE_MS)]),
    dispatcher,
    histogram: createHistogram(),
    random: repeatableRandom(1),
    started: 0,
    requests: 0,
    errors: 0,
  };
  const stopTicking = tick(run, options.onTick);
  try {
    await Promise.all(Array.from({ length: concurrency }, (_, client) => beClient(run, client)));
  } finally {
    stopTicking();
    await dispatcher.destroy();
  }
  return summarise(run);
}

function checkTarget(text: string): URL {
  if (!URL.canParse(text))
    throw new LoadTargetError(`"${text}" is no address; write one such as http://127.0.0.1:8080.`);
  const url = new URL(text);
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (loopback && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new LoadTargetError(`Load is put on this machine only: on http or https at localhost, not on "${text}".`);
}

function elapsedMs(run: Run): number {
  return performance.now() - run.startedMs;
}

function isOver(run: Run): boolean {
  return run.stop.aborted || run.started >= MOST_REQUESTS || elapsedMs(run) >= run.durationMs;
}

/** One client of many: asks while the phase has room for it, and sits out the phases that have not. */
async function beClient(run: Run, client: number): Promise<void> {
  while (!isOver(run)) {
    const phase = phaseAt(run.phases, elapsedMs(run) / run.durationMs);
    if (client >= phase.concurrency) {
      await pause(run, IDLE_MS);
      continue;
    }
    await ask(run, nextPath(phase, run.random));
    if (phase.pauseMs > 0) await pause(run, phase.pauseMs);
  }
}

async function pause(run: Run, ms: number): Promise<void> {
  const left = Math.max(0, run.durationMs - elapsedMs(run));
  await delay(Math.min(ms, left), undefined, { signal: run.stop }).catch(() => undefined);
}

async function ask(run: Run, path: string): Promise<void> {
  run.started += 1;
  const sentMs = performance.now();
  try {
    const { statusCode, body } = await request(run.base + path, { dispatcher: run.dispatcher, signal: run.cut });
    // A body that breaks off throws here, and so counts as an error.
    for await (const _ of body);
    run.histogram.record(Math.max(1, Math.round((performance.now() - sentMs) * 1000)));
    if (statusCode >= 500) run.errors += 1;
  } catch {
    if (run.cut.aborted) return;
    run.errors += 1;
  }
  run.requests += 1;
}

/** Tells how the run goes until the returned function is called, which tells it a last time. */
function tick(run: Run, onTick: LoadOptions['onTick']): () => void {
  let before = { requests: 0, elapsed: 0 };
  const tell = (): void => {
    const elapsed = elapsedMs(run);
    const { requests, errors } = run;
    const seconds = Math.max(1, elapsed - before.elapsed) / 1000;
    const { name } = phaseAt(run.phases, elapsed / run.durationMs);
    onTick({
      elapsedMs: elapsed,
      phase: name,
      requests,
      errors,
      requestsPerSecond: (requests - before.requests) / seconds,
    });
    before = { requests, elapsed };
  };
  const timer = setInterval(tell, TICK_MS);
  return () => {
    clearInterval(timer);
    tell();
  };
}

function summarise(run: Run): LoadSummary {
  const { histogram, requests, errors } = run;
  const durationMs = elapsedMs(run);
  const ms = (microseconds: number): number => (histogram.count === 0 ? 0 : microseconds / 1000);
  return {
    durationMs,
    requests,
    errors,
    requestsPerSecond: requests / (durationMs / 1000),
    latencyMs: {
      mean: ms(histogram.mean),
      p50: ms(histogram.percentile(50)),
      p95: ms(histogram.percentile(95)),
      p99: ms(histogram.percentile(99)),
      max: ms(histogram.max),
    },
    endedBy: run.stop.aborted ? 'signal' : run.started >= MOST_REQUESTS ? 'count' : 'time',
  };
}
