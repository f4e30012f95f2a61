/** What an algorithm sees of a candidate: numbers, no sockets. `BackendView` of the pool satisfies it. */
export interface Candidate {
  readonly id: string;
  readonly weight: number;
  readonly inFlight: number;
  /** Moving average of its response times; 0 before the first response. */
  readonly latencyMs: number;
}

/** What is known of the request when a candidate is picked. */
export interface PickContext {
  readonly clientAddress: string;
  /** What consistent hashing goes by, such as a header or the path; the client's address where it is left out. */
  readonly key?: string;
}

/** A balancing algorithm with its own small state, such as the position of round robin. */
export interface Balancer {
  readonly name: string;
  /** Picks one of the candidates; undefined where none has a weight above 0 (or there are none). Never one that was not given. */
  pick<C extends Candidate>(candidates: readonly C[], context: PickContext): C | undefined;
}

/** An algorithm of the registry; `random` gives numbers in [0, 1). */
export interface BalancerKind {
  readonly name: string;
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  create(random: () => number): Balancer;
}
