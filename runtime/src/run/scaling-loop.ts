import type { ScalingPlan } from '@tsk/schemas/plan';
import { describeDecision, describeGrounds } from '../autoscale/describe.ts';
import { type EngineState, recordManualChange, stepEngine } from '../autoscale/engine.ts';
import type { Decision, Signals } from '../autoscale/policies/policy.ts';
import { measureSignals } from '../autoscale/signals/index.ts';
import type { Sample } from '../autoscale/signals/signal.ts';
import { watchStartUps } from '../autoscale/start-ups.ts';
import { describeSizing } from '../autoscale/vertical/describe-sizing.ts';
import type { InstanceSize, SizeObservation } from '../autoscale/vertical/instance-size.ts';
import type { Clock, Timer } from '../clock.ts';
import { fetchText } from '../http/fetch-text.ts';
import type { ScaleOutcome } from '../instances/fleet.ts';
import type { RuntimeEvent } from '../monitor/events.ts';
import type { Log } from '../monitor/log.ts';
import { openSignalSources } from './scaling-sources.ts';
import { openScalingState } from './scaling-state.ts';

/** The part of the fleet that scaling steers. */
interface ScalableFleet {
  readonly wanted: number;
  setWanted(count: number): void;
  scaleUp(): ScaleOutcome;
  scaleDown(): ScaleOutcome;
}

/** What the loop is made with. */
export interface ScalingLoopOptions {
  readonly scaling: ScalingPlan;
  readonly fleet: ScalableFleet;
  /** Where scaling stood before, where another plan takes over; the saved state where it is left out. */
  readonly engine?: EngineState | undefined;
  /** Measures everything that signals are made of, now. */
  readonly sample: () => Promise<Sample>;
  /** What the instances of the last sample use of their sizes; absent where sizes are nobody's concern. */
  readonly sizes?: (() => SizeObservation | undefined) | undefined;
  /** Gives instances another size. */
  readonly resize?: ((size: InstanceSize) => void) | undefined;
  /** The clock of scaling; it may run faster than the machine's. */
  readonly clock: Clock;
  readonly record: (event: RuntimeEvent) => void;
  readonly onDecision: (decision: Decision) => void;
  /** Whether each evaluation is logged, not only those that act. */
  readonly trace: boolean;
  readonly log: Log;
}

/** What the loop knows of itself. */
interface ScalingLoopStatus {
  readonly signals: Signals;
  readonly lastDecision: Decision | null;
  readonly lastEvaluationMs: number | null;
  readonly engine: EngineState;
}

/** Measures, decides and carries out, once per interval. */
export interface ScalingLoop {
  /** Changes the count by hand; `reason` goes into the events. */
  scale(direction: 'scale_up' | 'scale_down', reason: string): ScaleOutcome;
  status(): ScalingLoopStatus;
  stop(): void;
}

/** Starts the loop; the first evaluation comes one interval from now. */
export function startScalingLoop(options: ScalingLoopOptions): ScalingLoop {
  const { scaling, fleet, clock, log } = options;
  const store = openScalingState(scaling.stateFile, clock, log);
  const sources = openSignalSources(scaling, fetchText, log);
  const startUps = watchStartUps();
  let status: ScalingLoopStatus = {
    signals: {},
    lastDecision: null,
    lastEvaluationMs: null,
    engine: options.engine ?? store.load(),
  };
  let stopped = false;
  let timer: Timer = clock.after(scaling.intervalMs, evaluate);

  function evaluate(): void {
    const startedMs = clock.nowMs();
    options
      .sample()
      .then(async (sample) => decide(sample, await sources.complete(measureSignals(sample))))
      .catch((error: unknown) =>
        log.error('A scaling evaluation failed; the next one is tried.', { error: String(error) }),
      )
      .finally(() => {
        if (!stopped) timer = clock.after(Math.max(0, startedMs + scaling.intervalMs - clock.nowMs()), evaluate);
      });
  }

  function decide({ readyInstances }: Sample, signals: Signals): void {
    if (stopped) return;
    const nowMs = clock.nowMs();
    const currentInstances = fleet.wanted;
    const startUpMs = startUps.observe({ currentInstances, readyInstances }, nowMs);
    const sizes = scaling.vertical === undefined ? undefined : options.sizes?.();
    const observation = { currentInstances, readyInstances, signals, startUpMs, sizes };
    const { state, decision } = stepEngine(status.engine, observation, scaling, nowMs);
    status = { signals, lastDecision: decision, lastEvaluationMs: nowMs, engine: state };
    store.save(state);
    options.onDecision(decision);
    log[options.trace ? 'info' : 'debug'](`Scaling: ${describeDecision(decision)}.`, {
      signals,
      scores: decision.scores,
    });
    resize(decision);
    if (decision.action === 'none') return;
    const { from, to, action } = decision;
    options.record({
      atMs: Date.now(),
      kind: action,
      from,
      to,
      reason: describeGrounds(decision),
      metricsBefore: signals,
    });
    fleet.setWanted(to);
  }

  function resize({ sizing }: Decision): void {
    if (sizing === undefined || sizing.next === null) return;
    const sentence = describeSizing(sizing);
    options.record({ atMs: Date.now(), kind: 'resize', from: sizing.size, to: sizing.next, reason: sentence });
    options.resize?.(sizing.next);
  }

  return {
    scale(direction, reason) {
      const outcome = direction === 'scale_up' ? fleet.scaleUp() : fleet.scaleDown();
      if (!outcome.ok) return outcome;
      const { from, to } = outcome;
      const change = { from, to, reason, signals: status.signals };
      status = { ...status, engine: recordManualChange(status.engine, direction, clock.nowMs(), change) };
      store.save(status.engine);
      options.record({ atMs: Date.now(), kind: direction, from, to, reason, metricsBefore: status.signals });
      return outcome;
    },
    status: () => status,
    stop() {
      stopped = true;
      timer.cancel();
    },
  };
}
