import type { FieldIndex } from './freshness/fields.ts';
import { type StoredResponse, selectVariant, sizeOf, type Variants, withVariant } from './stored-response.ts';
import type { MemoryStore } from './stores/memory.ts';

/** A response on its way into the cache. */
export interface Filling {
  readonly key: string;
  /** Set where its key was invalidated after it had been asked for: it may show what was before, and is not stored. */
  revoked: boolean;
}

/** The stored responses by key and selection, and what is about to join them. */
export class Entries {
  readonly #store: MemoryStore<Variants>;
  readonly #fillings = new Set<Filling>();

  constructor(store: MemoryStore<Variants>) {
    this.#store = store;
  }

  /** The stored response that a request selects, fresh or not. */
  find(key: string, request: FieldIndex): StoredResponse | undefined {
    const variants = this.#store.get(key);
    return variants === undefined ? undefined : selectVariant(variants, request);
  }

  /** The request fields that the newest response of the key was chosen by; undefined where none is stored. */
  findVaryNames(key: string): readonly string[] | undefined {
    return this.#store.peek(key)?.[0]?.varyNames;
  }

  /** Announces a response, before it is asked for. Whoever announces it ends it. */
  announce(key: string): Filling {
    const filling = { key, revoked: false };
    this.#fillings.add(filling);
    return filling;
  }

  /** Ends an announcement; storing nothing more of it. */
  end(filling: Filling): void {
    this.#fillings.delete(filling);
  }

  /** Stores what was announced; false where it was invalidated meanwhile or does not fit. */
  store(filling: Filling, request: FieldIndex, response: StoredResponse): boolean {
    this.end(filling);
    if (filling.revoked) return false;
    const variants = withVariant(this.#store.peek(filling.key) ?? [], response, request);
    return this.#store.put(filling.key, variants, sizeOf(filling.key, variants));
  }

  /** Removes the responses of the keys that match and revokes those on their way; gives the number of responses removed. */
  invalidate(matches: (key: string) => boolean, also: (response: StoredResponse) => boolean = () => false): number {
    for (const filling of this.#fillings) if (matches(filling.key)) filling.revoked = true;
    let removed = 0;
    for (const key of this.#store.keys()) {
      const variants = this.#store.peek(key) ?? [];
      if (!matches(key) && !variants.some(also)) continue;
      removed += variants.length;
      this.#store.delete(key);
    }
    return removed;
  }

  /** Removes the responses of one key, like `invalidate`. */
  invalidateKey(key: string): number {
    for (const filling of this.#fillings) if (filling.key === key) filling.revoked = true;
    return this.discard(key);
  }

  /** Removes the responses of one key, without a word about those on their way. */
  discard(key: string): number {
    const count = this.#store.peek(key)?.length ?? 0;
    this.#store.delete(key);
    return count;
  }
}
