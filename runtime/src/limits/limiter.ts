/** What a limit allows: `requests` in each `windowMs`, and `burst` of them at once. */
export interface Rate {
  readonly requests: number;
  readonly windowMs: number;
  /** Requests that may come at the same moment; at least 1. */
  readonly burst: number;
}

/** What a limiter says of one request. */
export interface Verdict {
  readonly allowed: boolean;
  /** How long an allowed request has to wait; 0 but for a leaky bucket, which lets them through at an even pace. */
  readonly delayMs: number;
  /** Further requests that would be allowed at this moment. */
  readonly remaining: number;
  /** After how long a request is allowed again; 0 where one is now. */
  readonly retryAfterMs: number;
}

/** Counts the requests of many keys, such as clients, against one rate. Time comes in; memory is bounded. */
export interface Limiter {
  readonly name: string;
  /** Counts one request of a key at a time, which never runs backwards for long: an earlier time counts as the latest. */
  take(key: string, nowMs: number): Verdict;
  /** Keys remembered at the moment. */
  readonly size: number;
}

/** A way to limit, of the registry. */
export interface LimiterKind {
  readonly name: string;
  /** One sentence for status pages and documentation. */
  readonly summary: string;
  create(rate: Rate, maxKeys: number): Limiter;
}
