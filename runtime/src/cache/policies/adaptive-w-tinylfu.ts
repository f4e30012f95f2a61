import type { Entry } from './bounded-map.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { WindowTinyLfu } from './w-tinylfu.ts';
import { WindowTrials } from './window-trials.ts';

/** Whatever is asked for is shown to the trials; when they find a better size for the window, it takes that size. */
class AdaptiveTinyLfu<V, K extends Key> extends WindowTinyLfu<V, K> {
  readonly #trials: WindowTrials;

  constructor(bounds: EvictionBounds<V, K>) {
    const trials = new WindowTrials(bounds, (share, ratio) => new WindowTinyLfu<true, number>(share, ratio));
    super(bounds, trials.best);
    this.#trials = trials;
  }

  protected override use(entry: Entry<V, K>): void {
    super.use(entry);
    this.#observe(entry.hash, entry.bytes);
  }

  protected override expect(key: K, bytes: number): void {
    super.expect(key, bytes);
    this.#observe(this.incomingHash, bytes);
  }

  #observe(hash: number, bytes: number): void {
    if (this.#trials.observe(hash, bytes, this.entries)) this.resizeWindow(this.#trials.best);
  }
}

/**
 * W-TinyLFU with a window between 1 % and 95 % of the cache, after the idea of "Adaptive Software Cache Management" (Einziger,
 * Eytan, Friedman and Manes, Middleware 2018); the size is found by trials on samples of the keys. Small where popularity
 * lasts, large where what is new is what is asked for: close to the best policy nearly everywhere.
 */
export const adaptiveWTinyLfu: EvictionPolicyKind = {
  name: 'adaptive_w_tinylfu',
  summary: 'W-TinyLFU whose window takes the size that does best on a sample of the keys.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new AdaptiveTinyLfu(bounds),
};
