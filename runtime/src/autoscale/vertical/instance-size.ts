/** What an instance may use. */
export interface InstanceSize {
  readonly cpuCores: number;
  /** Null where nothing is known of it. */
  readonly memoryBytes: number | null;
}

/** What one instance used at the last measurement. */
export interface InstanceUse extends InstanceSize {
  readonly id: string;
}

/** A size with the band within which nothing is changed. */
export interface SizeRange {
  readonly lower: number;
  readonly target: number;
  readonly upper: number;
}

/** What instances should have, by what they were seen to use. Memory is null where none was measured. */
export interface SizeRecommendation {
  readonly cpuCores: SizeRange;
  readonly memoryBytes: SizeRange | null;
}

/**
 * Why a size changes, or does not: nothing was measured yet; it is within the band; it is not, and is only recommended to change;
 * it is not, and bounds or present use leave it where it is; it is not, and changes; there is more to do, and a larger size bears
 * a part of it.
 */
type SizingCause = 'unmeasured' | 'within_band' | 'recommended_only' | 'bounded' | 'outside_band' | 'grown_for_load';

/** What an evaluation says of the size of instances. */
export interface Sizing {
  /** In force when it was made. */
  readonly size: InstanceSize;
  /** Null before anything was measured. */
  readonly recommendation: SizeRecommendation | null;
  /** What instances are to have from now on; null is what they have. */
  readonly next: InstanceSize | null;
  readonly cause: SizingCause;
}

/** What was measured of the instances at one moment, and what can be done about their size. */
export interface SizeObservation {
  readonly uses: readonly InstanceUse[];
  /** What instances may use now. */
  readonly size: InstanceSize;
  /** Instances that ended for want of memory since the last time. */
  readonly outOfMemory: readonly string[];
  /** What one instance can have at most here. */
  readonly machine: InstanceSize;
  /** When a size takes effect: while an instance runs, when the next one starts, or never. */
  readonly applies: 'live' | 'at_start' | 'never';
}
