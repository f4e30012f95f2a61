import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';

class Fifo<V, K extends Key> extends BoundedMap<V, K> {
  readonly #queue = new LinkedList<Entry<V, K>>();

  protected override use(): void {}

  protected override makeRoom(): void {
    this.evict(present(this.#queue.oldest));
  }

  protected override link(entry: Entry<V, K>): void {
    this.#queue.add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#queue.remove(entry);
  }
}

/** First in, first out: what came first goes first, used or not. The measure that every other policy must beat. */
export const fifo: EvictionPolicyKind = {
  name: 'fifo',
  summary: 'What came first goes first, used or not.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Fifo(bounds),
};
