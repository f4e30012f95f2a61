import { setTimeout as delay } from 'node:timers/promises';
import { driveLoad } from '../demo/load-driver.ts';
import type { DemoReport, ScalingStep } from '../demo/summary.ts';
import type { TimelineSample } from '../demo/timeline.ts';
import type { RuntimeEvent } from '../monitor/events.ts';
import type { RunningRuntime } from './run-plan.ts';

const LATEST_START_MS = 10_000;
const POLL_MS = 50;

/** How a demonstration is run. */
export interface DemoOptions {
  readonly durationMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** Drives load against a running plan and records what becomes of it: the clients' figures, the instances, the scaling. */
export async function runDemo(running: RunningRuntime, { durationMs, signal }: DemoOptions): Promise<DemoReport> {
  await untilComplete(running);
  const startedAtMs = Date.now();
  const instances: TimelineSample[] = [{ atMs: 0, value: running.status().scaling.ready }];
  const load = await driveLoad({
    url: running.url,
    durationMs,
    signal,
    onTick: ({ elapsedMs }) => instances.push({ atMs: elapsedMs, value: running.status().scaling.ready }),
  });
  const { cache, events } = running.status();
  return {
    load,
    cacheHitRate: cache?.hitRate ?? null,
    instances,
    steps: events.flatMap((event) => scalingStep(event, startedAtMs)),
  };
}

/** Waits until the instances that the plan starts with serve, or until some of them are late. */
async function untilComplete(running: RunningRuntime): Promise<void> {
  await running.ready;
  for (let waited = 0; waited < LATEST_START_MS; waited += POLL_MS) {
    const { ready, desired } = running.status().scaling;
    if (ready >= desired) return;
    await delay(POLL_MS);
  }
}

function scalingStep(event: RuntimeEvent, startedAtMs: number): readonly ScalingStep[] {
  if (event.kind !== 'scale_up' && event.kind !== 'scale_down') return [];
  const { atMs, from, to, reason } = event;
  return [{ atMs: atMs - startedAtMs, from, to, reason }];
}
