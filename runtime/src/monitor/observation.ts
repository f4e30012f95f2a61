/** What is known of a request when its response has been sent, or has failed. */
export interface RequestObservation {
  /** When the response ended, in the time of the request path's clock. */
  readonly atMs: number;
  readonly method: string;
  readonly target: string;
  readonly clientAddress: string;
  /** The status sent; 499 where the client went away first. */
  readonly status: number;
  readonly durationMs: number;
  readonly bytesSent: number;
  /** Null where no instance was asked, as for a cache hit. */
  readonly backendId: string | null;
  readonly cache: 'hit' | 'stale' | 'miss' | 'revalidated' | 'bypass';
  /** Why the request failed inside the runtime, in a few words; null where it did not. */
  readonly failure: string | null;
}

/** Told of every request, once. */
export type RequestObserver = (observation: RequestObservation) => void;
