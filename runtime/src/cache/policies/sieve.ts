import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind } from './policy.ts';

interface Link<V> {
  readonly key: string;
  readonly value: V;
  readonly bytes: number;
  visited: boolean;
  newer: Link<V> | null;
  older: Link<V> | null;
}

/**
 * Entries stay in the order in which they came; a use only sets a mark. A hand walks from the oldest towards the newest
 * (and round again): it clears the mark of what was used and evicts the first that was not, so that one-hit wonders go
 * early and nothing moves on a hit.
 */
class Sieve<V> implements EvictionPolicy<V> {
  readonly #bounds: EvictionBounds<V>;
  readonly #links = new Map<string, Link<V>>();
  #newest: Link<V> | null = null;
  #oldest: Link<V> | null = null;
  /** Where the hand stands; null: at the oldest. */
  #hand: Link<V> | null = null;
  #bytes = 0;

  constructor(bounds: EvictionBounds<V>) {
    this.#bounds = bounds;
  }

  get entries(): number {
    return this.#links.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const link = this.#links.get(key);
    if (link === undefined) return undefined;
    link.visited = true;
    return link.value;
  }

  peek(key: string): V | undefined {
    return this.#links.get(key)?.value;
  }

  put(key: string, value: V, bytes: number): boolean {
    // A replacement is a use of the key: the mark keeps it, although it queues up anew.
    const visited = this.delete(key);
    const { maxEntries, maxBytes } = this.#bounds;
    if (bytes > maxBytes || maxEntries < 1) return false;
    while (this.#bytes + bytes > maxBytes || this.#links.size >= maxEntries) this.#evict();
    const link: Link<V> = { key, value, bytes, visited, newer: null, older: this.#newest };
    this.#links.set(key, link);
    if (this.#newest !== null) this.#newest.newer = link;
    this.#newest = link;
    this.#oldest ??= link;
    this.#bytes += bytes;
    return true;
  }

  delete(key: string): boolean {
    const link = this.#links.get(key);
    if (link === undefined) return false;
    this.#remove(link);
    return true;
  }

  keys(): IterableIterator<string> {
    return this.#links.keys();
  }

  #evict(): void {
    let candidate = this.#hand ?? this.#oldest;
    while (candidate?.visited) {
      candidate.visited = false;
      candidate = candidate.newer ?? this.#oldest;
    }
    if (candidate === null) throw new Error('SIEVE is asked to evict while it holds nothing');
    this.#hand = candidate;
    this.#remove(candidate);
    this.#bounds.onEvict?.(candidate.key, candidate.value, candidate.bytes);
  }

  #remove(link: Link<V>): void {
    if (this.#hand === link) this.#hand = link.newer;
    this.#links.delete(link.key);
    this.#bytes -= link.bytes;
    if (link.newer === null) this.#newest = link.older;
    else link.newer.older = link.older;
    if (link.older === null) this.#oldest = link.newer;
    else link.older.newer = link.newer;
  }
}

/** SIEVE (Zhang et al., NSDI 2024): one queue, one mark per entry, one hand. Close to the best on web traffic, weak on loops. */
export const sieve: EvictionPolicyKind = {
  name: 'sieve',
  summary:
    'A hand passes over the entries in the order they came and evicts the first that was not used since its last pass.',
  create: <V>(bounds: EvictionBounds<V>): EvictionPolicy<V> => new Sieve(bounds),
};
