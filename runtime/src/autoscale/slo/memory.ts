import type { InService } from './arrivals.ts';
import { type DemandWatch, initialDemandWatch } from './demand-watch.ts';
import { type InstanceEstimate, initialInstanceEstimate } from './instance-estimate.ts';

/** A count that was asked for at some time. */
interface PastCount {
  readonly atMs: number;
  readonly instances: number;
}

/** What the rule `slo` remembers from one evaluation to the next. */
export interface SloMemory {
  readonly demand: DemandWatch;
  readonly instance: InstanceEstimate;
  /** Null before the first evaluation, and where nobody counts what is in the service. */
  readonly inService: InService | null;
  /** Within the time for which a count is held, oldest first and falling. */
  readonly recommendations: readonly PastCount[];
}

/** The memory before the first evaluation. */
export const initialSloMemory: SloMemory = {
  demand: initialDemandWatch,
  instance: initialInstanceEstimate,
  inService: null,
  recommendations: [],
};
