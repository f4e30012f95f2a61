import type { Instance } from './instance.ts';

/** What the fleet needs to know of a backend. */
export interface FleetBackend {
  readonly id: string;
  readonly state: 'starting' | 'healthy' | 'unhealthy' | 'draining';
  readonly inFlight: number;
}

/** What the fleet needs of the backend pool: it puts instances in and takes them out, the pool says when they are ready. */
export interface FleetPool {
  /** `ready` false: the instance gets requests after its first good probe. */
  add(instance: Instance, options: { readonly ready: boolean }): unknown;
  /** Gives the instance no new requests; resolves when it has none left, at the latest after `timeoutMs`. */
  drain(id: string, timeoutMs: number): Promise<void>;
  /** The instance has ended: nothing is sent to it any more. */
  markDown(id: string, detail: string): void;
  remove(id: string): void;
  list(): readonly FleetBackend[];
  /** Calls back whenever the state of a backend may have changed. */
  subscribe(listener: () => void): unknown;
}
