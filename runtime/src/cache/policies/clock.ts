import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';

/** A use sets a mark; what carries one when its turn comes gives it up and queues again in place of going. */
class Clock<V, K extends Key> extends BoundedMap<V, K> {
  readonly #queue = new LinkedList<Entry<V, K>>();

  protected override use(entry: Entry<V, K>): void {
    entry.uses = 1;
  }

  protected override makeRoom(): void {
    let candidate = present(this.#queue.oldest);
    while (candidate.uses > 0) {
      candidate.uses = 0;
      this.#queue.refresh(candidate);
      candidate = present(this.#queue.oldest);
    }
    this.evict(candidate);
  }

  protected override link(entry: Entry<V, K>): void {
    this.#queue.add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    entry.uses = 1;
    this.#queue.add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    this.#queue.remove(entry);
  }
}

/** CLOCK, or second chance (Corbató, 1968): one queue, one mark per entry. About as good as LRU, and a hit moves nothing. */
export const clock: EvictionPolicyKind = {
  name: 'clock',
  summary: 'What came first goes first, unless it was used since its last turn: then it queues again.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Clock(bounds),
};
