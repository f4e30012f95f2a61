import { type Linked, LinkedList } from './linked-list.ts';
import type { Key } from './policy.ts';

interface Ghost<K> extends Linked<Ghost<K>> {
  readonly key: K;
}

/** What remains of entries that were evicted: their keys and sizes, in the order in which they went. */
export class Ghosts<K extends Key> {
  readonly #ghosts = new Map<K, Ghost<K>>();
  readonly #order = new LinkedList<Ghost<K>>();

  get count(): number {
    return this.#order.count;
  }

  /** Bytes of the entries that they stand for. */
  get bytes(): number {
    return this.#order.bytes;
  }

  get oldest(): K | undefined {
    return this.#order.oldest?.key;
  }

  has(key: K): boolean {
    return this.#ghosts.has(key);
  }

  /** Remembers a key, as the newest. */
  add(key: K, bytes: number): void {
    this.delete(key);
    const ghost: Ghost<K> = { key, bytes, newer: null, older: null };
    this.#ghosts.set(key, ghost);
    this.#order.add(ghost);
  }

  /** Forgets a key; false where it was not remembered. */
  delete(key: K): boolean {
    const ghost = this.#ghosts.get(key);
    if (ghost === undefined) return false;
    this.#ghosts.delete(key);
    this.#order.remove(ghost);
    return true;
  }

  /** Forgets the one that went first. */
  deleteOldest(): void {
    const { oldest } = this.#order;
    if (oldest !== null) this.delete(oldest.key);
  }
}
