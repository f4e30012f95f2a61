import type { EvictionPolicy } from './policy.ts';
import type { Share } from './share.ts';

/** A small copy of a cache, to see how it would do with a window of that size. It holds no values. */
interface Trial {
  readonly windowRatio: number;
  readonly held: EvictionPolicy<true, number>;
  /** Hits, of which the older count less. */
  score: number;
}

/** Makes the cache of a trial. */
type MakeTrial = (bounds: Share, windowRatio: number) => EvictionPolicy<true, number>;

/** From almost pure frequency to almost pure recency; more would cost more, and be harder to tell apart. */
const WINDOW_RATIOS = [0.01, 0.1, 0.4, 0.95] as const;
/** Does well nearly everywhere, until more is known. */
const FIRST_RATIO = 0.1;
/** Most entries of one trial: of a larger cache, a trial sees a sample of the keys. */
const MOST_ENTRIES = 512;
const FEWEST_REQUESTS = 16;
/** What a score keeps from one comparison to the next. */
const MEMORY = 0.9;
/** By how much of the requests another window must be better, so that chance does not move it back and forth. */
const MARGIN = 0.003;

/**
 * Finds the best size of a window by trying several at once: each size has a small cache of keys alone, which sees the same
 * requests, or one key in 2, 4, 8 … where the cache is large; the size with the most hits lately wins. A sample of the keys, with
 * bounds scaled down alike, has about the hit rate of the whole (Waldspurger et al., USENIX ATC 2017, "miniature simulations").
 * In place of a climber that moves one window and waits to see, this one leaves no slope to be stuck on.
 */
export class WindowTrials {
  readonly #bounds: Share;
  readonly #make: MakeTrial;
  #trials: readonly Trial[];
  /** Keys are taken whose hash begins with so many zero bits. */
  #zeroBits = 0;
  #requests = 0;
  #best: number = FIRST_RATIO;

  constructor(bounds: Share, make: MakeTrial) {
    this.#bounds = bounds;
    this.#make = make;
    this.#trials = this.#begin();
  }

  /** The size that does best, as a ratio of the cache. */
  get best(): number {
    return this.#best;
  }

  /** Shows a request to the trials, and how many entries the cache holds by now. True where another size has become the best. */
  observe(hash: number, bytes: number, entries: number): boolean {
    if (Math.clz32(hash) < this.#zeroBits) return false;
    if (entries >> this.#zeroBits > MOST_ENTRIES) {
      this.#zeroBits += 1;
      this.#trials = this.#begin();
      this.#requests = 0;
    }
    for (const trial of this.#trials) {
      if (trial.held.get(hash) === undefined) trial.held.put(hash, true, bytes);
      else trial.score += 1;
    }
    this.#requests += 1;
    if (this.#requests < Math.max(FEWEST_REQUESTS, entries >> this.#zeroBits)) return false;
    const changed = this.#compare();
    this.#requests = 0;
    return changed;
  }

  #begin(): readonly Trial[] {
    const scale = 2 ** -this.#zeroBits;
    const maxEntries = Math.max(1, Math.floor(this.#bounds.maxEntries * scale));
    const bounds = { maxBytes: this.#bounds.maxBytes * scale, maxEntries };
    return WINDOW_RATIOS.map((windowRatio) => ({ windowRatio, held: this.#make(bounds, windowRatio), score: 0 }));
  }

  #compare(): boolean {
    const before = this.#best;
    const requestsRemembered = this.#requests / (1 - MEMORY);
    let bar =
      (this.#trials.find(({ windowRatio }) => windowRatio === before)?.score ?? 0) + MARGIN * requestsRemembered;
    for (const trial of this.#trials) {
      if (trial.score > bar) {
        bar = trial.score;
        this.#best = trial.windowRatio;
      }
      trial.score *= MEMORY;
    }
    return this.#best !== before;
  }
}
