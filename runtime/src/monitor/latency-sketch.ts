/** Each bucket is this much wider than the one before: a quantile is right to half of that. */
const GROWTH = 1.04;
/** The upper end of the first bucket, in milliseconds; what is longer than the last one counts there. */
const FIRST_MS = 0.1;
const BUCKETS = 512;

/** Response times as counts in buckets of growing width, so that quantiles cost constant memory and sketches can be added. */
export class LatencySketch {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  /** Counts one response of so many milliseconds. */
  add(ms: number): void {
    const bucket = Math.ceil(Math.log(ms / FIRST_MS) / Math.log(GROWTH));
    const index = bucket > 0 ? Math.min(BUCKETS - 1, bucket) : 0;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total += 1;
  }

  /** Counts everything that another sketch holds. */
  addAll(other: LatencySketch): void {
    other.#counts.forEach((count, index) => {
      this.#counts[index] = (this.#counts[index] ?? 0) + count;
    });
    this.#total += other.#total;
  }

  /** The time, in milliseconds, that a share of the responses keeps below or at; undefined of none. */
  quantileMs(share: number): number | undefined {
    if (this.#total === 0) return undefined;
    const rank = Math.max(1, Math.ceil(share * this.#total - 1e-9));
    let seen = 0;
    const index = this.#counts.findIndex((count) => {
      seen += count;
      return seen >= rank;
    });
    // The middle of the bucket, by its ratio.
    return FIRST_MS * GROWTH ** (index - 0.5);
  }
}
