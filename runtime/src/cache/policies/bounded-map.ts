import type { Linked } from './linked-list.ts';
import type { EvictionBounds, EvictionPolicy, Key } from './policy.ts';

/** A value held, with what the policies note about it. */
export interface Entry<V, K extends Key = string> extends Linked<Entry<V, K>> {
  key: K;
  /** Undefined only while the entry is out of use. */
  value: V | undefined;
  bytes: number;
  /** Which of the policy's lists it is in, by the policy's own numbers. */
  place: number;
  /** Uses, as far as the policy counts them. */
  uses: number;
  /** Of the key, where the policy needs one. */
  hash: number;
}

/**
 * What all policies have in common: the look-up by key, the bounds and the count of bytes. A policy extends it with its
 * order: which lists there are, what a use changes, and who goes first.
 */
export abstract class BoundedMap<V, K extends Key> implements EvictionPolicy<V, K> {
  protected readonly bounds: EvictionBounds<V, K>;
  readonly #held = new Map<K, Entry<V, K>>();
  #bytes = 0;
  /** The entry evicted last, to be used again: a full cache makes no garbage. */
  #spare: Entry<V, K> | undefined;

  constructor(bounds: EvictionBounds<V, K>) {
    this.bounds = bounds;
  }

  get entries(): number {
    return this.#held.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: K): V | undefined {
    const entry = this.#held.get(key);
    if (entry === undefined) return undefined;
    this.use(entry);
    return entry.value;
  }

  peek(key: K): V | undefined {
    return this.#held.get(key)?.value;
  }

  put(key: K, value: V, bytes: number): boolean {
    const known = this.#held.get(key);
    if (known !== undefined) return this.#replace(known, value, bytes);
    const { maxEntries, maxBytes } = this.bounds;
    if (bytes > maxBytes || maxEntries < 1) return false;
    this.expect(key, bytes);
    while (this.#bytes + bytes > maxBytes || this.#held.size >= maxEntries) this.makeRoom(bytes);
    const entry = this.#makeEntry(key, value, bytes);
    this.#held.set(key, entry);
    this.#bytes += bytes;
    this.link(entry);
    return true;
  }

  delete(key: K): boolean {
    const entry = this.#held.get(key);
    if (entry === undefined) return false;
    this.unlink(entry);
    this.#drop(entry);
    return true;
  }

  keys(): IterableIterator<K> {
    return this.#held.keys();
  }

  /** Notes a use of an entry. It may evict others. */
  protected abstract use(entry: Entry<V, K>): void;

  /** Evicts, or comes nearer to it, for an entry of `bytes` that is to come. It is asked until there is room, and only while something is held. */
  protected abstract makeRoom(bytes: number): void;

  /** Takes a new entry into the lists; there is room for it. */
  protected abstract link(entry: Entry<V, K>): void;

  /** Takes an entry out of the lists. */
  protected abstract unlink(entry: Entry<V, K>): void;

  /** Prepares for a key that is not held and is about to be put. */
  protected expect(_key: K, _bytes: number): void {}

  /** Takes an entry with a new value back into the lists, with the place and the uses that it had. */
  protected relink(entry: Entry<V, K>): void {
    this.link(entry);
  }

  /** Lets an entry go to make room. It may be used for another key at once: nothing must refer to it any more. */
  protected evict(entry: Entry<V, K>): void {
    const { key, value, bytes } = entry;
    this.unlink(entry);
    this.#drop(entry);
    entry.value = undefined;
    this.#spare = entry;
    this.bounds.onEvict?.(key, value as V, bytes);
  }

  #makeEntry(key: K, value: V, bytes: number): Entry<V, K> {
    const entry = this.#spare;
    if (entry === undefined) return { key, value, bytes, place: 0, uses: 0, hash: 0, newer: null, older: null };
    this.#spare = undefined;
    entry.key = key;
    entry.value = value;
    entry.bytes = bytes;
    entry.place = 0;
    entry.uses = 0;
    return entry;
  }

  /** The new value takes the place of the old one, which is out of the lists while others make room. */
  #replace(entry: Entry<V, K>, value: V, bytes: number): boolean {
    const { maxBytes } = this.bounds;
    this.unlink(entry);
    this.#drop(entry);
    if (bytes > maxBytes) return false;
    while (this.#bytes + bytes > maxBytes) this.makeRoom(bytes);
    entry.value = value;
    entry.bytes = bytes;
    this.#held.set(entry.key, entry);
    this.#bytes += bytes;
    this.relink(entry);
    return true;
  }

  #drop(entry: Entry<V, K>): void {
    this.#held.delete(entry.key);
    this.#bytes -= entry.bytes;
  }
}

/** The entry that there must be: a policy is asked to make room only while it holds something. */
export function present<Node>(node: Node | null): Node {
  if (node === null) throw new Error('an eviction policy is asked to make room while it holds nothing');
  return node;
}
