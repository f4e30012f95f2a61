import type { InstanceSize, SizeObservation } from '../autoscale/vertical/instance-size.ts';

/** The sizes of instances, as the fleet's owner sees them. */
export interface InstanceSizes {
  readonly applies: SizeObservation['applies'];
  /** What one instance can have at most on this machine. */
  readonly machine: InstanceSize;
  /** What instances get that start now. */
  size(): InstanceSize;
  /** What an instance may use. */
  of(instanceId: string): InstanceSize;
  /** Gives instances another size: those that run where that is possible, and those that start from now on. */
  resize(size: InstanceSize): void;
  /** Instances that ended for want of memory since the last call. */
  takeOutOfMemory(): readonly string[];
}
