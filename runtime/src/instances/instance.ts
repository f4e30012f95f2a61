import type { InstanceSizes } from './instance-sizes.ts';

/** A running (or starting) copy of the service, as a provider knows it. */
export interface Instance {
  /** Unique for the life of the runtime, such as `process-3`. */
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** Share of the traffic relative to the others. */
  readonly weight: number;
  /** Requests that it takes at a time; absent where only the limit of all instances holds. */
  readonly maxRequests?: number;
  /** Process id, where the instance is a child process of the runtime. */
  readonly pid: number | null;
  readonly startedAtMs: number;
}

/** Use of an instance's own allowance, 0 to 1 (cpu may pass 1 where more cores are used than allowed). */
export interface InstanceUsage {
  readonly cpuRatio: number;
  readonly memoryRatio: number;
}

/** How an instance ended when nobody asked it to. */
export interface InstanceExit {
  readonly instance: Instance;
  readonly code: number | null;
  readonly signal: string | null;
}

/** Where instances come from: child processes, a fixed list, an orchestrator. */
export interface InstanceProvider {
  readonly name: string;
  /** True where the number of instances can be changed. */
  readonly elastic: boolean;
  /** Starts one instance; it may not answer yet. Rejects with `InstanceStartError` where it cannot be started. */
  start(): Promise<Instance>;
  /** Stops one instance: asks it to end, then insists after the plan's stop time-out. Resolves when it has gone. */
  stop(instance: Instance): Promise<void>;
  /** Resource use since the last call, by instance id; instances that cannot be measured are absent. */
  usage(instances: readonly Instance[]): Promise<ReadonlyMap<string, InstanceUsage>>;
  /** What instances may use, and how that is changed; absent where they run elsewhere. */
  readonly sizes?: InstanceSizes;
  /** Told when an instance ends on its own. */
  onExit(listener: (exit: InstanceExit) => void): void;
}

/** An instance could not be started; the message says why and what to do. */
export class InstanceStartError extends Error {
  override readonly name = 'InstanceStartError';
}
