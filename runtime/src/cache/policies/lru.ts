import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';

class Lru<V, K extends Key> extends BoundedMap<V, K> {
  readonly #order = new LinkedList<Entry<V, K>>();

  protected override use(entry: Entry<V, K>): void {
    this.#order.refresh(entry);
  }

  protected override makeRoom(): void {
    this.evict(present(this.#order.oldest));
  }

  protected override link(entry: Entry<V, K>): void {
    this.#order.add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#order.remove(entry);
  }
}

/** Least recently used: what has not been asked for longest goes first. The policy that everybody knows and compares with. */
export const lru: EvictionPolicyKind = {
  name: 'lru',
  summary: 'What has not been asked for longest goes first.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Lru(bounds),
};
