import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { Ghosts } from './ghosts.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { exceeds, fits, restOf, type Share, shareOf } from './share.ts';

const SMALL_RATIO = 0.1;
const GHOST_RATIO = 0.9;
/** Uses in the small queue that earn a place in the main queue. */
const PROMOTING_USES = 2;
/** What a counter of two bits can hold. */
const MOST_USES = 3;

const SMALL = 0;
const MAIN = 1;

/**
 * New entries pass through a small queue, which those leave that were not used twice: their keys stay as ghosts, and who
 * comes back while a ghost goes to the main queue at once. The main queue gives each use another turn.
 */
class S3Fifo<V, K extends Key> extends BoundedMap<V, K> {
  readonly #small = new LinkedList<Entry<V, K>>();
  readonly #main = new LinkedList<Entry<V, K>>();
  readonly #ghosts = new Ghosts<K>();
  readonly #mainShare: Share;
  readonly #ghostShare: Share;
  #returning = false;

  constructor(bounds: EvictionBounds<V, K>) {
    super(bounds);
    this.#mainShare = restOf(bounds, shareOf(bounds, SMALL_RATIO));
    this.#ghostShare = shareOf(bounds, GHOST_RATIO);
  }

  protected override use(entry: Entry<V, K>): void {
    entry.uses = Math.min(entry.uses + 1, MOST_USES);
  }

  protected override expect(key: K): void {
    this.#returning = this.#ghosts.delete(key);
  }

  protected override makeRoom(): void {
    if (this.#small.count === 0 || exceeds(this.#main, this.#mainShare)) this.#evictFromMain();
    else this.#evictFromSmall();
  }

  protected override link(entry: Entry<V, K>): void {
    entry.place = this.#returning ? MAIN : SMALL;
    this.#listOf(entry).add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    this.use(entry);
    this.#listOf(entry).add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#listOf(entry).remove(entry);
  }

  #listOf(entry: Entry<V, K>): LinkedList<Entry<V, K>> {
    return entry.place === SMALL ? this.#small : this.#main;
  }

  /** Evicts the oldest that has not earned a place in the main queue; those before it move there. */
  #evictFromSmall(): void {
    for (let oldest = this.#small.oldest; oldest !== null; oldest = this.#small.oldest) {
      if (oldest.uses < PROMOTING_USES) {
        this.#remember(oldest);
        this.evict(oldest);
        return;
      }
      this.#small.remove(oldest);
      oldest.place = MAIN;
      oldest.uses = 0;
      this.#main.add(oldest);
    }
  }

  #evictFromMain(): void {
    let oldest = present(this.#main.oldest);
    while (oldest.uses > 0) {
      oldest.uses -= 1;
      this.#main.refresh(oldest);
      oldest = present(this.#main.oldest);
    }
    this.evict(oldest);
  }

  #remember({ key, bytes }: Entry<V, K>): void {
    if (bytes > this.#ghostShare.maxBytes) return;
    while (!fits(this.#ghosts, bytes, this.#ghostShare)) this.#ghosts.deleteOldest();
    this.#ghosts.add(key, bytes);
  }
}

/**
 * S3-FIFO (Yang et al., SOSP 2023): a small queue of 10 %, a main queue of 90 %, ghosts for as much as the main queue;
 * two uses promote. Nothing moves on a hit; good on web traffic, where most objects are asked for once.
 */
export const s3Fifo: EvictionPolicyKind = {
  name: 's3_fifo',
  summary: 'A small queue lets through to the main queue what is used twice or comes back soon.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new S3Fifo(bounds),
};
