/** More keys than this that could not be removed are the same as all. */
const MOST_KEYS = 10_000;

/** What a store has still to be told to forget, because it could not be reached when it should have been. */
export interface Debts {
  readonly keys: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
  readonly prefixes: ReadonlySet<string>;
  readonly all: boolean;
}

const NONE: Debts = { keys: new Set(), tags: new Set(), prefixes: new Set(), all: false };

/**
 * Keeps what is owed to a store that is away. Until it has been paid, what the store says about these keys does not count: a store
 * that comes back with values from before must not bring back what has been removed or replaced meanwhile.
 */
export class DebtBook {
  readonly #keys = new Set<string>();
  readonly #tags = new Set<string>();
  readonly #prefixes = new Set<string>();
  #all = false;

  get isEmpty(): boolean {
    return !this.#all && this.#keys.size + this.#tags.size + this.#prefixes.size === 0;
  }

  owesKey(key: string): boolean {
    return this.#all || this.#keys.has(key) || [...this.#prefixes].some((prefix) => key.startsWith(prefix));
  }

  owesTag(tag: string): boolean {
    return this.#tags.has(tag);
  }

  addKeys(keys: Iterable<string>): void {
    for (const key of keys) this.#keys.add(key);
    this.#bound();
  }

  addTags(tags: Iterable<string>): void {
    for (const tag of tags) this.#tags.add(tag);
    this.#bound();
  }

  addPrefix(prefix: string): void {
    this.#prefixes.add(prefix);
    this.#bound();
  }

  addAll(): void {
    this.#clear();
    this.#all = true;
  }

  /** Forgets a key that the store has got a new value for. */
  settleKey(key: string): void {
    this.#keys.delete(key);
  }

  /** Everything that is owed, to be paid by the caller; what fails is added again. */
  take(): Debts {
    if (this.isEmpty) return NONE;
    const taken: Debts = {
      keys: new Set(this.#keys),
      tags: new Set(this.#tags),
      prefixes: new Set(this.#prefixes),
      all: this.#all,
    };
    this.#clear();
    return taken;
  }

  #bound(): void {
    if (this.#all) this.addAll();
    else if (this.#keys.size + this.#tags.size > MOST_KEYS || this.#prefixes.size > MOST_KEYS / 100) this.addAll();
  }

  #clear(): void {
    this.#keys.clear();
    this.#tags.clear();
    this.#prefixes.clear();
    this.#all = false;
  }
}
