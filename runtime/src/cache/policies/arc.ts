import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { Ghosts } from './ghosts.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';

const ONCE = 0;
const OFTEN = 1;

/**
 * Two LRU lists, of what was used once and of what was used more often, each with the ghosts of what it lost. A ghost that
 * is asked for shows which list is too short: the target for the first list moves in its favour.
 */
class Arc<V, K extends Key> extends BoundedMap<V, K> {
  readonly #once = new LinkedList<Entry<V, K>>();
  readonly #often = new LinkedList<Entry<V, K>>();
  readonly #onceGhosts = new Ghosts<K>();
  readonly #oftenGhosts = new Ghosts<K>();
  /** Sizes are measured by what bounds the cache: bytes, else entries. */
  readonly #measure: 'bytes' | 'count';
  readonly #capacity: number;
  /**
   * Size that the list of what was used once should have: p in the paper. It moves by one unit of the measure times the ratio of
   * the ghosts, as in the paper for pages and in libCacheSim for bytes, too, where that is slow.
   */
  #target = 0;
  #returning: 'once' | 'often' | null = null;

  constructor(bounds: EvictionBounds<V, K>) {
    super(bounds);
    this.#measure = bounds.maxBytes === Number.POSITIVE_INFINITY ? 'count' : 'bytes';
    this.#capacity = this.#measure === 'count' ? bounds.maxEntries : bounds.maxBytes;
  }

  protected override use(entry: Entry<V, K>): void {
    if (entry.place === OFTEN) {
      this.#often.refresh(entry);
      return;
    }
    this.#once.remove(entry);
    entry.place = OFTEN;
    this.#often.add(entry);
  }

  protected override expect(key: K): void {
    const once = this.#onceGhosts[this.#measure];
    const often = this.#oftenGhosts[this.#measure];
    this.#returning = null;
    if (this.#onceGhosts.delete(key)) {
      this.#returning = 'once';
      this.#target = Math.min(this.#capacity, this.#target + Math.max(often / once, 1));
    } else if (this.#oftenGhosts.delete(key)) {
      this.#returning = 'often';
      this.#target = Math.max(0, this.#target - Math.max(once / often, 1));
    }
  }

  protected override makeRoom(bytes: number): void {
    if (this.#returning === null && this.#trimGhosts(this.#measure === 'bytes' ? bytes : 1)) {
      this.evict(present(this.#once.oldest));
      return;
    }
    const once = this.#once[this.#measure];
    const over = once > this.#target || (once === this.#target && this.#returning === 'often');
    const fromOnce = this.#often.count === 0 || (this.#once.count > 0 && over);
    const victim = present(fromOnce ? this.#once.oldest : this.#often.oldest);
    (fromOnce ? this.#onceGhosts : this.#oftenGhosts).add(victim.key, victim.bytes);
    this.evict(victim);
  }

  protected override link(entry: Entry<V, K>): void {
    if (this.#returning !== null) entry.place = OFTEN;
    this.#listOf(entry).add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    entry.place = OFTEN;
    this.#often.add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#listOf(entry).remove(entry);
  }

  #listOf(entry: Entry<V, K>): LinkedList<Entry<V, K>> {
    return entry.place === ONCE ? this.#once : this.#often;
  }

  /**
   * Keeps the first list and its ghosts within one capacity, and all four within two. True where the first list fills its
   * capacity without any ghosts: then its oldest goes and leaves none.
   */
  #trimGhosts(incoming: number): boolean {
    const firsts = this.#once[this.#measure] + this.#onceGhosts[this.#measure];
    if (firsts + incoming > this.#capacity) {
      if (this.#onceGhosts.count === 0) return this.#once.count > 0;
      this.#onceGhosts.deleteOldest();
      return false;
    }
    const seconds = this.#often[this.#measure] + this.#oftenGhosts[this.#measure];
    if (firsts + seconds >= this.#capacity * 2) this.#oftenGhosts.deleteOldest();
    return false;
  }
}

/** ARC (Megiddo and Modha, FAST 2003): recency and frequency in a balance that ghosts of evicted entries adjust. No parameters. */
export const arc: EvictionPolicyKind = {
  name: 'arc',
  summary: 'Balances what was used lately against what was used often, by what it regrets to have evicted.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Arc(bounds),
};
