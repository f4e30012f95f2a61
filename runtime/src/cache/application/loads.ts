/** A load on its way into the cache. */
export interface Load {
  readonly key: string;
  readonly tags: readonly string[];
  readonly result: Promise<unknown>;
}

/** What is being loaded: at most one load for each key that others join, and any number that are no longer good for others. */
export class Loads {
  readonly #current = new Map<string, Load>();

  /** The load of a key that a caller may join. */
  find(key: string): Load | undefined {
    return this.#current.get(key);
  }

  /** Begins a load. What it brings may be stored if `isCurrent` still says so when it has come. */
  start<T>(key: string, tags: readonly string[], run: (isCurrent: () => boolean) => Promise<T>): Promise<T> {
    const isCurrent = (): boolean => this.#current.get(key) === load;
    // Begins a turn later, so that it finds itself in the list.
    const result = Promise.resolve()
      .then(() => run(isCurrent))
      .finally(() => {
        if (isCurrent()) this.#current.delete(key);
      });
    const load: Load = { key, tags, result };
    this.#current.set(key, load);
    return result;
  }

  /** Makes loads no longer current: they may show what was before. Those who wait get it all the same, for they asked before. */
  revoke(matches: (load: Load) => boolean): void {
    for (const load of this.#current.values()) if (matches(load)) this.#current.delete(load.key);
  }
}
