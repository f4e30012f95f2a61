import type { Signals } from '../autoscale/policies/policy.ts';
import type { InstanceSize } from '../autoscale/vertical/instance-size.ts';
import type { Log, LogLevel } from './log.ts';

/** How many events are kept; older ones are dropped. */
export const EVENTS_KEPT = 200;

/** Something that happened to the set of instances. */
export type RuntimeEvent = ScalingEvent | SizeEvent | InstanceEvent;

/** The wanted count changed. */
interface ScalingEvent {
  /** Time of the machine, for people and logs. */
  readonly atMs: number;
  readonly kind: 'scale_up' | 'scale_down';
  readonly from: number;
  readonly to: number;
  /** Why, as one sentence; what was said by hand for a manual change. */
  readonly reason: string;
  /** What was measured before the change; null for a manual change before the first measurement. */
  readonly metricsBefore: Signals | null;
}

/** Instances get another size from now on. */
interface SizeEvent {
  readonly atMs: number;
  readonly kind: 'resize';
  readonly from: InstanceSize;
  readonly to: InstanceSize;
  readonly reason: string;
}

/** One instance changed its standing. */
interface InstanceEvent {
  readonly atMs: number;
  readonly kind: 'instance_ready' | 'instance_exited' | 'instance_start_failed' | 'instance_stopped';
  readonly instanceId: string | null;
  readonly reason: string;
}

/** The latest events. */
export interface EventRing {
  record(event: RuntimeEvent): void;
  /** Oldest first, at most `EVENTS_KEPT`. */
  list(): readonly RuntimeEvent[];
}

/** The health checks log on their own that an instance is ready; saying it twice is for those who look closely. */
const levels: Readonly<Record<RuntimeEvent['kind'], LogLevel>> = {
  scale_up: 'info',
  scale_down: 'info',
  resize: 'info',
  instance_ready: 'debug',
  instance_exited: 'warn',
  instance_start_failed: 'warn',
  instance_stopped: 'info',
};

/** Keeps the latest events and writes each to the log: trouble as a warning. */
export function recordEvents(log: Log): EventRing {
  let events: readonly RuntimeEvent[] = [];
  return {
    record(event) {
      events = [...events, event].slice(-EVENTS_KEPT);
      const { atMs: _, kind, ...fields } = event;
      log[levels[kind]](describeEvent(event), { event: kind, ...fields });
    },
    list: () => events,
  };
}

/** An event as a sentence. */
function describeEvent(event: RuntimeEvent): string {
  switch (event.kind) {
    case 'scale_up':
    case 'scale_down':
      return `Scaled from ${event.from} to ${event.to} instances: ${event.reason}.`;
    case 'resize':
      return `Instances: ${event.reason}.`;
    case 'instance_ready':
      return `Instance ${event.instanceId} is ready.`;
    case 'instance_exited':
      return `Instance ${event.instanceId} ended on its own: ${event.reason}.`;
    case 'instance_start_failed':
      return `${event.instanceId === null ? 'An instance' : `Instance ${event.instanceId}`} did not start: ${event.reason}.`;
    case 'instance_stopped':
      return `Instance ${event.instanceId} was stopped: ${event.reason}.`;
  }
}
