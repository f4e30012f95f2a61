import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { Ghosts } from './ghosts.ts';
import { type Linked, LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { exceeds, fits, restOf, type Share, shareOf } from './share.ts';

const PASSING_RATIO = 0.01;
/** The stack, with its ghosts, is kept within so many times the size of the cache. */
const STACK_RATIO = 2;

/** Places of an entry: in the core (LIR in the paper), or passing through (resident HIR). */
const CORE = 0;
const PASSING = 1;

/** A key in the stack of recency. */
interface Layer<V, K extends Key> extends Linked<Layer<V, K>> {
  readonly key: K;
  bytes: number;
  /** Undefined where only the ghost of an evicted entry remains. */
  entry: Entry<V, K> | undefined;
}

/**
 * The stack holds keys by their last use, down to the lowest of the core. Who is asked for while in the stack was used twice
 * within a shorter time than the lowest of the core, and takes its place there; all others only pass through a short queue.
 */
class Lirs<V, K extends Key> extends BoundedMap<V, K> {
  readonly #stack = new LinkedList<Layer<V, K>>();
  readonly #layers = new Map<K, Layer<V, K>>();
  readonly #passing = new LinkedList<Entry<V, K>>();
  readonly #ghosts = new Ghosts<K>();
  readonly #core = { bytes: 0, count: 0 };
  readonly #coreShare: Share;
  readonly #passingShare: Share;
  readonly #stackShare: Share;
  #returning: Layer<V, K> | undefined;

  constructor(bounds: EvictionBounds<V, K>) {
    super(bounds);
    this.#passingShare = shareOf(bounds, PASSING_RATIO);
    this.#coreShare = restOf(bounds, this.#passingShare);
    this.#stackShare = shareOf(bounds, STACK_RATIO);
  }

  protected override use(entry: Entry<V, K>): void {
    const layer = this.#layers.get(entry.key);
    if (layer !== undefined) this.#stack.refresh(layer);
    if (entry.place === CORE) this.#prune();
    else if (layer !== undefined) {
      this.#passing.remove(entry);
      this.#makeRoomInCore(entry);
      this.#join(entry);
    } else {
      this.#passing.refresh(entry);
      // The paper leaves the core alone here; libCacheSim makes room as if the entry joined it, and so does this.
      this.#makeRoomInCore(entry);
      this.#lay(entry);
    }
    this.#limitStack();
  }

  protected override expect(key: K, bytes: number): void {
    this.#returning = this.#layers.get(key);
    if (this.#returning !== undefined) {
      this.#ghosts.delete(key);
      this.#resize(this.#returning, bytes);
      while (this.#core.count > 0 && !fits(this.#core, bytes, this.#coreShare)) this.#demote();
    } else if (!fits(this.#core, bytes, this.#coreShare)) this.#makeRoomForPassing(bytes);
  }

  protected override makeRoom(): void {
    if (this.#returning === undefined) {
      if (this.#passing.count > 0) this.#evictPassing();
      else this.#demote();
      return;
    }
    while (this.#passing.count > 0 && !fits(this.#passing, 1, this.#passingShare)) this.#evictPassing();
    if (this.#core.count > 0) this.#demote();
    else if (this.#passing.count > 0) this.#evictPassing();
  }

  protected override link(entry: Entry<V, K>): void {
    const layer = this.#returning;
    if (layer !== undefined) {
      layer.entry = entry;
      this.#join(entry);
      this.#returning = undefined;
    } else {
      this.#lay(entry);
      if (fits(this.#core, entry.bytes, this.#coreShare)) this.#join(entry);
      else this.#pass(entry);
    }
    this.#limitStack();
  }

  protected override relink(entry: Entry<V, K>): void {
    if (entry.place === CORE) {
      this.#makeRoomInCore(entry);
      this.#lay(entry);
      this.#join(entry);
    } else {
      this.#makeRoomForPassing(entry.bytes);
      this.#lay(entry);
      this.#pass(entry);
    }
    this.#limitStack();
  }

  protected override unlink(entry: Entry<V, K>): void {
    if (entry.place === CORE) this.#leave(entry);
    else this.#passing.remove(entry);
    const layer = this.#layers.get(entry.key);
    if (layer?.entry !== entry) return;
    this.#remove(layer);
    this.#prune();
  }

  /** Puts an entry on top of the stack. */
  #lay(entry: Entry<V, K>): void {
    const { key, bytes } = entry;
    const layer: Layer<V, K> = { key, bytes, entry, newer: null, older: null };
    this.#layers.set(key, layer);
    this.#stack.add(layer);
  }

  #remove(layer: Layer<V, K>): void {
    this.#stack.remove(layer);
    this.#layers.delete(layer.key);
  }

  /** Puts a layer on top, with another size. */
  #resize(layer: Layer<V, K>, bytes: number): void {
    this.#stack.remove(layer);
    layer.bytes = bytes;
    this.#stack.add(layer);
  }

  /** Takes an entry into the core; its layer is on top of the stack. */
  #join(entry: Entry<V, K>): void {
    entry.place = CORE;
    this.#core.bytes += entry.bytes;
    this.#core.count += 1;
    this.#prune();
  }

  #leave(entry: Entry<V, K>): void {
    this.#core.bytes -= entry.bytes;
    this.#core.count -= 1;
  }

  #pass(entry: Entry<V, K>): void {
    entry.place = PASSING;
    this.#passing.add(entry);
  }

  #makeRoomInCore(entry: Entry<V, K>): void {
    while (this.#core.count > 0 && !fits(this.#core, entry.bytes, this.#coreShare)) this.#demote(entry);
  }

  /** Evicts from the queue, but for `kept`. */
  #makeRoomForPassing(bytes: number, kept?: Entry<V, K>): void {
    while (!fits(this.#passing, bytes, this.#passingShare)) {
      if (this.#passing.oldest === null || this.#passing.oldest === kept) return;
      this.#evictPassing();
    }
  }

  /** Sends the lowest of the core to the queue; what is too large for it is evicted. */
  #demote(kept?: Entry<V, K>): void {
    const layer = present(this.#stack.oldest);
    const entry = layer.entry;
    if (entry?.place !== CORE) throw new Error('the lowest layer of a LIRS stack is not of the core');
    if (entry.bytes > this.#passingShare.maxBytes) {
      this.evict(entry);
      return;
    }
    this.#remove(layer);
    this.#leave(entry);
    this.#makeRoomForPassing(entry.bytes, kept);
    this.#pass(entry);
    this.#prune();
  }

  /** Evicts the oldest of the queue; in the stack its ghost remains. */
  #evictPassing(): void {
    const entry = present(this.#passing.oldest);
    const layer = this.#layers.get(entry.key);
    if (layer !== undefined) {
      layer.entry = undefined;
      this.#ghosts.add(layer.key, layer.bytes);
    }
    this.evict(entry);
  }

  /** What lies below the core says nothing more: the lowest layer is always one of the core. */
  #prune(): void {
    for (let { oldest } = this.#stack; oldest !== null && oldest !== this.#stack.newest; oldest = this.#stack.oldest) {
      if (oldest.entry?.place === CORE) return;
      this.#ghosts.delete(oldest.key);
      this.#remove(oldest);
    }
  }

  #limitStack(): void {
    while (exceeds(this.#stack, this.#stackShare) && this.#ghosts.oldest !== undefined) {
      const layer = this.#layers.get(this.#ghosts.oldest);
      this.#ghosts.deleteOldest();
      if (layer !== undefined) this.#remove(layer);
    }
  }
}

/**
 * LIRS (Jiang and Zhang, SIGMETRICS 2002): ranks by the time between the last two uses; 99 % core, 1 % passing through,
 * a stack of at most twice the cache. The best of all on loops and scans that are a little larger than the cache.
 */
export const lirs: EvictionPolicyKind = {
  name: 'lirs',
  summary: 'Keeps what has the shortest time between its last two uses; all else only passes through.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Lirs(bounds),
};
