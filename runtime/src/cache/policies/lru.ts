import type { EvictionBounds, EvictionPolicy, EvictionPolicyKind, Key } from './policy.ts';
import { SlotList } from './slot-list.ts';

/**
 * Each use moves an entry to the front, so the links are what a hit costs. They are numbers in typed arrays, and not references between
 * objects: moving one writes no pointer, which the garbage collector would have to be told of.
 */
class Lru<V, K extends Key> implements EvictionPolicy<V, K> {
  readonly #bounds: EvictionBounds<V, K>;
  readonly #slots = new Map<K, number>();
  readonly #order = new SlotList();
  /** By slot; undefined where it is free. */
  readonly #keys: (K | undefined)[] = [];
  readonly #values: (V | undefined)[] = [];
  readonly #sizes: number[] = [];
  #bytes = 0;

  constructor(bounds: EvictionBounds<V, K>) {
    this.#bounds = bounds;
  }

  get entries(): number {
    return this.#slots.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: K): V | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    this.#order.refresh(slot);
    return this.#values[slot];
  }

  peek(key: K): V | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#values[slot];
  }

  put(key: K, value: V, bytes: number): boolean {
    const { maxEntries, maxBytes } = this.#bounds;
    const known = this.#slots.get(key);
    if (bytes > maxBytes || maxEntries < 1) {
      if (known !== undefined) this.#drop(known);
      return false;
    }
    if (known === undefined) {
      while (this.#bytes + bytes > maxBytes || this.#slots.size >= maxEntries) this.#evictOldest();
      this.#add(key, value, bytes);
      return true;
    }
    this.#order.refresh(known);
    this.#bytes += bytes - (this.#sizes[known] ?? 0);
    this.#values[known] = value;
    this.#sizes[known] = bytes;
    // The entry itself is the newest, and fits: it is never the one that goes.
    while (this.#bytes > maxBytes) this.#evictOldest();
    return true;
  }

  delete(key: K): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) return false;
    this.#drop(slot);
    return true;
  }

  keys(): IterableIterator<K> {
    return this.#slots.keys();
  }

  #add(key: K, value: V, bytes: number): void {
    const slot = this.#order.add();
    this.#slots.set(key, slot);
    this.#keys[slot] = key;
    this.#values[slot] = value;
    this.#sizes[slot] = bytes;
    this.#bytes += bytes;
  }

  #evictOldest(): void {
    const slot = this.#order.oldest;
    const key = this.#keys[slot] as K;
    const value = this.#values[slot] as V;
    const bytes = this.#sizes[slot] ?? 0;
    this.#drop(slot);
    this.#bounds.onEvict?.(key, value, bytes);
  }

  #drop(slot: number): void {
    this.#order.remove(slot);
    this.#slots.delete(this.#keys[slot] as K);
    this.#bytes -= this.#sizes[slot] ?? 0;
    this.#keys[slot] = undefined;
    this.#values[slot] = undefined;
  }
}

/** Least recently used: what has not been asked for longest goes first. The policy that everybody knows and compares with. */
export const lru: EvictionPolicyKind = {
  name: 'lru',
  summary: 'What has not been asked for longest goes first.',
  create: <V, K extends Key>(bounds: EvictionBounds<V, K>): EvictionPolicy<V, K> => new Lru(bounds),
};
