/** Time in which an old sample loses 63 % of its say. */
const MEMORY_MS = 10_000;

/**
 * Peak-sensitive moving average of response times: it jumps to a slower sample at once and comes down slowly,
 * so that an instance that turns slow is noticed after one response. Without samples it fades towards 0,
 * so that an instance that was slow once is tried again. (Finagle's peak EWMA.)
 */
export class PeakLatency {
  #averageMs = 0;
  #sampledAtMs = 0;

  /** The average at `nowMs`, in milliseconds; 0 before the first sample. */
  at(nowMs: number): number {
    return this.#averageMs * Math.exp((this.#sampledAtMs - nowMs) / MEMORY_MS);
  }

  /** Takes in a response time. */
  add(sampleMs: number, nowMs: number): void {
    const faded = Math.exp((this.#sampledAtMs - nowMs) / MEMORY_MS);
    const average = this.#averageMs * faded + sampleMs * (1 - faded);
    this.#averageMs = Math.max(sampleMs, average);
    this.#sampledAtMs = nowMs;
  }
}
