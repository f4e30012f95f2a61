import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { exceeds, fits, type Share, shareOf } from './share.ts';

const SEGMENTS = 5;

/** Each use lifts an entry by one segment; what overflows a segment sinks to the one below, and out of the lowest. */
class SegmentedLru<V, K extends Key> extends BoundedMap<V, K> {
  readonly #segments = Array.from({ length: SEGMENTS }, () => new LinkedList<Entry<V, K>>());
  readonly #share: Share;

  constructor(bounds: EvictionBounds<V, K>) {
    super(bounds);
    this.#share = shareOf(bounds, 1 / SEGMENTS);
  }

  protected override use(entry: Entry<V, K>): void {
    const top = SEGMENTS - 1;
    if (entry.place === top) this.#segment(top).refresh(entry);
    else {
      this.#move(entry, entry.place + 1);
      this.#settle(entry.place);
    }
  }

  protected override makeRoom(): void {
    const lowest = this.#segments.find(({ count }) => count > 0);
    this.evict(present(lowest?.oldest ?? null));
  }

  /** Into the lowest segment that has room for it: while the cache fills, the upper segments take part. */
  protected override link(entry: Entry<V, K>): void {
    const roomy = this.#segments.findIndex((segment) => fits(segment, entry.bytes, this.#share));
    entry.place = Math.max(roomy, 0);
    this.#segment(entry.place).add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    this.#segment(entry.place).add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#segment(entry.place).remove(entry);
  }

  /** Lets what a segment holds too much sink. Its newest stays, however large: it was just used. */
  #settle(place: number): void {
    const segment = this.#segment(place);
    while (segment.count > 1 && exceeds(segment, this.#share)) {
      const oldest = present(segment.oldest);
      if (place === 0) this.evict(oldest);
      else {
        this.#move(oldest, place - 1);
        this.#settle(place - 1);
      }
    }
  }

  #move(entry: Entry<V, K>, place: number): void {
    this.#segment(entry.place).remove(entry);
    entry.place = place;
    this.#segment(place).add(entry);
  }

  #segment(place: number): LinkedList<Entry<V, K>> {
    const segment = this.#segments[place];
    if (segment === undefined) throw new Error(`segmented LRU has no segment ${place}`);
    return segment;
  }
}

/** Segmented LRU (Karedla et al., IEEE Computer 1994), here with five segments of the same size. Resists scans; slow to forget. */
export const slru: EvictionPolicyKind = {
  name: 'slru',
  summary: 'Each use lifts an entry by one of five segments; what overflows a segment sinks by one.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new SegmentedLru(bounds),
};
