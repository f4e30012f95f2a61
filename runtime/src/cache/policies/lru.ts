import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind } from './policy.ts';

interface Link<V> {
  readonly key: string;
  readonly value: V;
  readonly bytes: number;
  newer: Link<V> | null;
  older: Link<V> | null;
}

/** Map for the look-up, doubly linked list for the order of use: `newest` was used last, `oldest` goes first. */
class Lru<V> implements EvictionPolicy<V> {
  readonly #bounds: EvictionBounds<V>;
  readonly #links = new Map<string, Link<V>>();
  #newest: Link<V> | null = null;
  #oldest: Link<V> | null = null;
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
    if (link !== this.#newest) {
      this.#unlink(link);
      this.#linkNewest(link);
    }
    return link.value;
  }

  peek(key: string): V | undefined {
    return this.#links.get(key)?.value;
  }

  put(key: string, value: V, bytes: number): boolean {
    this.delete(key);
    const { maxEntries, maxBytes } = this.#bounds;
    if (bytes > maxBytes || maxEntries < 1) return false;
    while (this.#bytes + bytes > maxBytes || this.#links.size >= maxEntries) this.#evict();
    const link: Link<V> = { key, value, bytes, newer: null, older: null };
    this.#links.set(key, link);
    this.#linkNewest(link);
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
    const victim = this.#oldest;
    if (victim === null) throw new Error('LRU is asked to evict while it holds nothing');
    this.#remove(victim);
    this.#bounds.onEvict?.(victim.key, victim.value, victim.bytes);
  }

  #remove(link: Link<V>): void {
    this.#links.delete(link.key);
    this.#bytes -= link.bytes;
    this.#unlink(link);
  }

  #linkNewest(link: Link<V>): void {
    link.older = this.#newest;
    link.newer = null;
    if (this.#newest !== null) this.#newest.newer = link;
    this.#newest = link;
    this.#oldest ??= link;
  }

  #unlink(link: Link<V>): void {
    if (link.newer === null) this.#newest = link.older;
    else link.newer.older = link.older;
    if (link.older === null) this.#oldest = link.newer;
    else link.older.newer = link.newer;
  }
}

/** Least recently used: what has not been asked for longest goes first. The policy that everybody knows and compares with. */
export const lru: EvictionPolicyKind = {
  name: 'lru',
  summary: 'What has not been asked for longest goes first.',
  create: <V>(bounds: EvictionBounds<V>): EvictionPolicy<V> => new Lru(bounds),
};
