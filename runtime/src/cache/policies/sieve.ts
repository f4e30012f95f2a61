import { BoundedMap, type Entry, present } from './bounded-map.ts';
import { LinkedList } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';

/**
 * Entries stay in the order in which they came; a use only sets a mark. A hand walks from the oldest towards the newest
 * (and round again): it clears the mark of what was used and evicts the first that was not, so that one-hit wonders go
 * early and nothing moves on a hit.
 */
class Sieve<V, K extends Key> extends BoundedMap<V, K> {
  readonly #queue = new LinkedList<Entry<V, K>>();
  /** Where the hand stands; null: at the oldest. */
  #hand: Entry<V, K> | null = null;

  protected override use(entry: Entry<V, K>): void {
    entry.uses = 1;
  }

  protected override makeRoom(): void {
    let candidate = present(this.#hand ?? this.#queue.oldest);
    while (candidate.uses > 0) {
      candidate.uses = 0;
      candidate = present(candidate.newer ?? this.#queue.oldest);
    }
    this.#hand = candidate;
    this.evict(candidate);
  }

  protected override link(entry: Entry<V, K>): void {
    this.#queue.add(entry);
  }

  protected override relink(entry: Entry<V, K>): void {
    // A replacement is a use of the key: the mark keeps it, although it queues up anew.
    entry.uses = 1;
    this.#queue.add(entry);
  }

  protected override unlink(entry: Entry<V, K>): void {
    if (this.#hand === entry) this.#hand = entry.newer;
    this.#queue.remove(entry);
  }
}

/** SIEVE (Zhang et al., NSDI 2024): one queue, one mark per entry, one hand. Close to the best on web traffic, weak on loops. */
export const sieve: EvictionPolicyKind = {
  name: 'sieve',
  summary:
    'A hand passes over the entries in the order they came and evicts the first that was not used since its last pass.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Sieve(bounds),
};
