import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { CountMinSketch } from './count-min-sketch.ts';
import { hashKey } from './hash.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { exceeds, fits, restOf, type Share, shareOf } from './share.ts';

const WINDOW_RATIO = 0.01;
const PROTECTED_RATIO = 0.8;

const WINDOW = 0;
const PROBATION = 1;
const PROTECTED = 2;

/**
 * New entries pass through a window, an LRU list. Who falls out of it competes with the oldest of the main part: the one that
 * was seen more often lately, by a sketch of frequencies, stays. The main part is an LRU list of two segments.
 */
export class WindowTinyLfu<V, K extends Key> extends BoundedMap<V, K> {
  readonly #window = new LinkedList<Entry<V, K>>();
  readonly #probation = new LinkedList<Entry<V, K>>();
  readonly #protected = new LinkedList<Entry<V, K>>();
  readonly #sketch = new CountMinSketch();
  #windowShare: Share;
  #protectedShare: Share;
  /** Hash of the key that is about to be put. */
  #incomingHash = 0;

  constructor(bounds: EvictionBounds<V, K>, windowRatio: number = WINDOW_RATIO) {
    super(bounds);
    this.#windowShare = shareOf(bounds, windowRatio);
    this.#protectedShare = shareOf(restOf(bounds, this.#windowShare), PROTECTED_RATIO);
  }

  protected get incomingHash(): number {
    return this.#incomingHash;
  }

  /** Gives the window another share. What is too much for its part moves on with the next entry that comes. */
  protected resizeWindow(ratio: number): void {
    this.#windowShare = shareOf(this.bounds, ratio);
    this.#protectedShare = shareOf(restOf(this.bounds, this.#windowShare), PROTECTED_RATIO);
  }

  protected override use(entry: Entry<V, K>): void {
    this.#sketch.add(entry.hash);
    if (entry.place === PROBATION) {
      this.#move(entry, PROTECTED);
      this.#settleProtected();
    } else this.#listOf(entry).refresh(entry);
  }

  protected override expect(key: K, _bytes: number): void {
    this.#incomingHash = hashKey(key);
    this.#sketch.add(this.#incomingHash);
  }

  protected override makeRoom(bytes: number): void {
    const candidate = fits(this.#window, bytes, this.#windowShare) ? null : this.#window.oldest;
    const victim = this.#probation.oldest ?? this.#protected.oldest;
    if (candidate === null || victim === null) this.evict(present(candidate ?? victim ?? this.#window.oldest));
    else if (this.#sketch.estimate(candidate.hash) > this.#sketch.estimate(victim.hash)) {
      this.evict(victim);
      this.#move(candidate, PROBATION);
    } else this.evict(candidate);
  }

  protected override link(entry: Entry<V, K>): void {
    entry.hash = this.#incomingHash;
    this.#sketch.fit(this.entries);
    while (this.#window.oldest !== null && !fits(this.#window, entry.bytes, this.#windowShare)) {
      this.#move(this.#window.oldest, PROBATION);
    }
    this.#window.add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    this.#sketch.add(entry.hash);
    this.#listOf(entry).add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#listOf(entry).remove(entry);
  }

  #settleProtected(): void {
    while (this.#protected.count > 1 && exceeds(this.#protected, this.#protectedShare)) {
      this.#move(present(this.#protected.oldest), PROBATION);
    }
  }

  #move(entry: Entry<V, K>, place: number): void {
    this.#listOf(entry).remove(entry);
    entry.place = place;
    this.#listOf(entry).add(entry);
  }

  #listOf({ place }: Entry<V, K>): LinkedList<Entry<V, K>> {
    if (place === WINDOW) return this.#window;
    return place === PROBATION ? this.#probation : this.#protected;
  }
}

/**
 * W-TinyLFU (Einziger, Friedman and Manes, ACM TOS 2017): a window of 1 %, a main part of which 80 % is protected, and
 * a sketch of frequencies in between. Good where popularity lasts; weak where what is new is what is asked for.
 */
export const wTinyLfu: EvictionPolicyKind = {
  name: 'w_tinylfu',
  summary: 'What leaves a small window stays only if it was seen more often lately than what it would replace.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new WindowTinyLfu(bounds),
};
