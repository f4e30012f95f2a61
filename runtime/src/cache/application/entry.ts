/** A cached value with what is known of it. Times are milliseconds since the epoch. */
export interface CacheEntry {
  readonly value: unknown;
  readonly freshUntilMs: number;
  /** Until when it may be given out while a new one is loaded. */
  readonly staleUntilMs: number;
  /** How long it took to load; 0 where it was set. */
  readonly costMs: number;
  readonly tags: readonly string[];
}

/** What lifetimes are made from. */
export interface Lifetimes {
  readonly ttlMs: number;
  readonly staleMs: number;
  readonly negativeTtlMs: number;
  readonly ttlJitter: number;
}

/** Whether a value says that there is nothing. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

/** When an entry that is made now ends. It ends a little earlier than it might, by chance, so that what was made together does not end together. */
export function lifetimeOf(
  value: unknown,
  ownTtlMs: number | undefined,
  lifetimes: Lifetimes,
  nowMs: number,
  random: () => number,
): Pick<CacheEntry, 'freshUntilMs' | 'staleUntilMs'> {
  const wanted = isNothing(value) ? lifetimes.negativeTtlMs : (ownTtlMs ?? lifetimes.ttlMs);
  if (wanted === 0 && !isNothing(value)) {
    return { freshUntilMs: Number.POSITIVE_INFINITY, staleUntilMs: Number.POSITIVE_INFINITY };
  }
  const freshUntilMs = nowMs + wanted * (1 - lifetimes.ttlJitter * random());
  return { freshUntilMs, staleUntilMs: freshUntilMs + (isNothing(value) ? 0 : lifetimes.staleMs) };
}

/**
 * Whether to load an entry anew before it ends: the likelier the nearer its end and the longer a load takes, so that of many callers
 * about one begins in time (Vattani, Chierichetti and Lowenstein, "Optimal probabilistic cache stampede prevention", VLDB 2015).
 */
export function isDueEarly({ freshUntilMs, costMs }: CacheEntry, nowMs: number, random: () => number): boolean {
  return costMs > 0 && nowMs - costMs * Math.log(1 - random()) >= freshUntilMs;
}
