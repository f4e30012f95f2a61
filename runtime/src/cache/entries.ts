import type { FieldIndex } from './freshness/fields.ts';
import type { SharedResponses } from './shared-responses.ts';
import { type StoredResponse, selectVariant, sizeOf, softened, type Variants, withVariant } from './stored-response.ts';
import type { MemoryStore } from './stores/memory.ts';

/** A response on its way into the cache. */
export interface Filling {
  readonly key: string;
  /** Set where its key was invalidated after it had been asked for: it may show what was before, and is not stored. */
  revoked: boolean;
}

/** The stored responses by key and selection, and what is about to join them. Behind the memory may be a store that others share. */
export class Entries {
  readonly #store: MemoryStore<Variants>;
  readonly #shared: SharedResponses | null;
  readonly #onUse: (key: string) => void;
  readonly #fillings = new Set<Filling>();
  /** Reads of the shared store on their way, one for each key. */
  readonly #fetches = new Map<string, Promise<boolean>>();

  /** `onUse` is told of each request for something that is stored, and of each response that is stored now. */
  constructor(store: MemoryStore<Variants>, shared: SharedResponses | null, onUse: (key: string) => void) {
    this.#store = store;
    this.#shared = shared;
    this.#onUse = onUse;
  }

  /** The stored response that a request selects, fresh or not. */
  find(key: string, request: FieldIndex): StoredResponse | undefined {
    const variants = this.#store.get(key);
    if (variants === undefined) return undefined;
    this.#onUse(key);
    return selectVariant(variants, request);
  }

  /** Brings what the shared store has under a key into the memory, where nothing is there; false where there is nothing to bring. */
  fetchShared(key: string): false | Promise<boolean> {
    if (this.#shared === null || this.#store.peek(key) !== undefined) return false;
    const running = this.#fetches.get(key);
    if (running !== undefined) return running;
    const fetching = this.#fetch(key, this.#shared).finally(() => this.#fetches.delete(key));
    this.#fetches.set(key, fetching);
    return fetching;
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
    const known = this.#store.peek(filling.key);
    const variants = withVariant(known ?? [], response, request);
    const kept = this.#store.put(filling.key, variants, sizeOf(filling.key, variants));
    // A renewal was counted as a request when it was looked for.
    if (kept && known === undefined) this.#onUse(filling.key);
    if (kept) void this.#shared?.keep(filling.key, variants);
    return kept;
  }

  /** Removes the responses of the keys that match, from the memory, and revokes those on their way; gives the number of responses removed. */
  invalidate(matches: (key: string) => boolean, also: (response: StoredResponse) => boolean = () => false): number {
    this.#revoke(matches);
    let removed = 0;
    for (const [key, variants] of this.#matching(matches, also)) {
      removed += variants.length;
      this.#store.delete(key);
    }
    return removed;
  }

  /** As `invalidate`, but what is in the memory stays, as stale, to stand in until it is asked about. */
  soften(
    matches: (key: string) => boolean,
    also: (response: StoredResponse) => boolean,
    nowMs: number,
  ): ReadonlyMap<string, Variants> {
    this.#revoke(matches);
    const stale = new Map<string, Variants>();
    for (const [key, variants] of this.#matching(matches, also)) {
      const soft = variants.map((variant) => softened(variant, nowMs));
      stale.set(key, soft);
      this.#store.put(key, soft, sizeOf(key, soft));
    }
    return stale;
  }

  /** Removes the responses of one key, everywhere, like `invalidate`. */
  invalidateKey(key: string): number {
    this.#revoke((filling) => filling === key);
    return this.discard(key);
  }

  /** Removes the responses of one key, everywhere, without a word about those on their way. */
  discard(key: string): number {
    void this.#shared?.forget(key);
    const count = this.#store.peek(key)?.length ?? 0;
    this.#store.delete(key);
    return count;
  }

  async #fetch(key: string, shared: SharedResponses): Promise<boolean> {
    const filling = this.announce(key);
    const variants = await shared.find(key);
    this.end(filling);
    if (variants === undefined || filling.revoked) return false;
    return this.#store.peek(key) !== undefined || this.#store.put(key, variants, sizeOf(key, variants));
  }

  #revoke(matches: (key: string) => boolean): void {
    for (const filling of this.#fillings) if (matches(filling.key)) filling.revoked = true;
  }

  #matching(
    matches: (key: string) => boolean,
    also: (response: StoredResponse) => boolean,
  ): readonly (readonly [string, Variants])[] {
    return this.#store.keys().flatMap((key) => {
      const variants = this.#store.peek(key) ?? [];
      return matches(key) || variants.some(also) ? [[key, variants] as const] : [];
    });
  }
}
