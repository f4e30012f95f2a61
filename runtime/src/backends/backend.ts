import type { Candidate } from '../balance/balancer.ts';
import type { Instance } from '../instances/instance.ts';

/** Whether a backend may be given requests. A draining backend keeps the requests and sessions that it has. */
export type BackendState = 'starting' | 'healthy' | 'unhealthy' | 'draining';

/** An instance as the balancer knows it. */
export interface Backend extends Candidate {
  readonly instance: Instance;
  readonly state: BackendState;
  readonly stateSinceMs: number;
  readonly consecutiveFailures: number;
  readonly requestsTotal: number;
  readonly failuresTotal: number;
  /** Why the state is what it is: "3 probes failed: connection refused". */
  readonly detail: string;
}
