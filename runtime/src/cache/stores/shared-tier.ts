import { type Change, type ChangeListener, readChange } from './changes.ts';
import { DebtBook } from './debts.ts';
import { type EntryNotes, seal, unseal } from './envelope.ts';
import type { GuardedStore, SharedStoreStats } from './guarded-store.ts';

/** A value of the shared tier, with what a cache has to know about it. */
export interface SharedEntry {
  readonly payload: Buffer;
  readonly freshUntilMs: number;
  readonly staleUntilMs: number;
  readonly costMs: number;
  readonly tags: readonly string[];
}

/** Where a shared tier keeps its entries, and what it gets from outside. */
export interface SharedTierOptions {
  readonly store: GuardedStore;
  /** What its keys begin with; caches with different prefixes know nothing of each other. */
  readonly prefix: string;
  readonly nowMs: () => number;
  /** A text that nobody has made before. */
  readonly newId: () => string;
}

/** For how long the version of the whole is taken for granted by writes: a store that was emptied has another one, or none. */
const GENERATION_MS = 1000;
/** A tag of which nothing was heard for so long is forgotten, and with it what was stored under it. */
const TAG_TTL_MS = 30 * 86_400_000;

/**
 * The second tier of a cache, in a store that several processes share. Tags and the cache as a whole have versions, which are noted in each
 * entry: an entry of an older version does not count. So one write invalidates any number of entries, in any store; and a
 * version that the store has lost invalidates too much, never too little.
 */
export class SharedTier {
  readonly #store: GuardedStore;
  readonly #prefix: string;
  readonly #nowMs: () => number;
  readonly #newId: () => string;
  readonly #debts = new DebtBook();
  /** Tells own announcements from those of others. */
  readonly #self: string;
  #generation: string | undefined;
  /** When the store said so last. */
  #generationReadMs = Number.NEGATIVE_INFINITY;
  #paying: Promise<void> | undefined;

  constructor({ store, prefix, nowMs, newId }: SharedTierOptions) {
    this.#store = store;
    this.#prefix = prefix;
    this.#nowMs = nowMs;
    this.#newId = newId;
    this.#self = newId();
  }

  /** Whether other processes tell of changes. If not, what a process keeps itself may be out of date without its knowing. */
  get announces(): boolean {
    return this.#store.store.announcements !== undefined;
  }

  stats(): SharedStoreStats {
    return this.#store.stats();
  }

  /** Tells `listener` of the changes that other processes make. */
  async listen(listener: ChangeListener): Promise<void> {
    await this.#store.store.announcements?.listen((text) => {
      const change = readChange(text, this.#self);
      if (change !== undefined) listener.onChange(change);
    }, listener.onGap);
  }

  /** The entry of a key, where there is one that counts and that is not over. */
  async read(key: string): Promise<SharedEntry | undefined> {
    await this.#pay();
    if (this.#debts.owesKey(key)) return undefined;
    const found = await this.#store.read([this.#generationKey, this.#entryKey(key)]);
    if (found === undefined) return undefined;
    this.#noteGeneration(found[0]?.toString());
    const envelope = found[1] === undefined ? undefined : unseal(found[1]);
    if (envelope === undefined || !(await this.#counts(envelope.notes))) return undefined;
    const { freshUntilMs, staleUntilMs, costMs, tags } = envelope.notes;
    return { payload: envelope.payload, freshUntilMs, staleUntilMs, costMs, tags: Object.keys(tags) };
  }

  /** Whether the store has acknowledged the entry. Where it has not, an older one under the key does not count any more. */
  async write(key: string, entry: SharedEntry): Promise<boolean> {
    await this.#pay();
    const ttlMs = entry.staleUntilMs - this.#nowMs();
    if (ttlMs <= 0) return this.remove([key]);
    const versions = await this.#versionsFor(entry.tags);
    const written = versions !== undefined && (await this.#put(key, entry, versions, ttlMs));
    if (written) {
      this.#debts.settleKey(key);
      await this.#announce({ keys: [key] });
    } else {
      this.#debts.addKeys([key]);
      // A store that comes back may have lost it.
      this.#generation = undefined;
    }
    return written;
  }

  /** Whether the store has forgotten the keys; where it has not yet, it will be told, and they do not count meanwhile. */
  async remove(keys: readonly string[]): Promise<boolean> {
    const removed = await this.#store.remove(keys.map((key) => this.#entryKey(key)));
    if (!removed) this.#debts.addKeys(keys);
    await this.#announce({ keys });
    return removed;
  }

  async invalidateTags(tags: readonly string[]): Promise<boolean> {
    const told = await Promise.all(tags.map((tag) => this.#writeId(this.#tagKey(tag), TAG_TTL_MS)));
    this.#debts.addTags(tags.filter((_, at) => told[at] === undefined));
    await this.#announce({ tags });
    return !told.includes(undefined);
  }

  /** Where the store cannot list its keys, everything is invalidated: too much, never too little. */
  async invalidatePrefix(prefix: string): Promise<boolean> {
    if (this.#store.store.removePrefix === undefined) return this.clear();
    const removed = await this.#store.removePrefix(this.#entryKey(prefix));
    if (!removed) this.#debts.addPrefix(prefix);
    await this.#announce({ prefix });
    return removed;
  }

  async clear(): Promise<boolean> {
    // What nobody can read any more need not stay until it expires. First of all: later it would take what is new as well.
    await this.#store.removePrefix(this.#entryKey(''));
    const generation = await this.#writeId(this.#generationKey, Number.POSITIVE_INFINITY);
    if (generation === undefined) this.#debts.addAll();
    else this.#noteGeneration(generation);
    await this.#announce({ all: true });
    return generation !== undefined;
  }

  #noteGeneration(generation: string | undefined): void {
    this.#generation = generation;
    this.#generationReadMs = this.#nowMs();
  }

  get #generationKey(): string {
    return `${this.#prefix}generation`;
  }

  #entryKey(key: string): string {
    return `${this.#prefix}e:${key}`;
  }

  #tagKey(tag: string): string {
    return `${this.#prefix}t:${tag}`;
  }

  #put(key: string, entry: SharedEntry, versions: Versions, ttlMs: number): Promise<boolean> {
    const { payload, freshUntilMs, staleUntilMs, costMs } = entry;
    const notes: EntryNotes = { ...versions, freshUntilMs, staleUntilMs, costMs };
    return this.#store.write(this.#entryKey(key), seal({ notes, payload }), ttlMs);
  }

  async #counts({ generation, staleUntilMs, tags }: EntryNotes): Promise<boolean> {
    if (generation !== this.#generation || staleUntilMs <= this.#nowMs()) return false;
    const names = Object.keys(tags);
    if (names.length === 0) return true;
    if (names.some((tag) => this.#debts.owesTag(tag))) return false;
    const now = await this.#store.read(names.map((tag) => this.#tagKey(tag)));
    return now !== undefined && names.every((tag, at) => now[at]?.toString() === tags[tag]);
  }

  /** The versions to note in an entry, made where there are none; undefined where the store does not answer. */
  async #versionsFor(tags: readonly string[]): Promise<Versions | undefined> {
    const isRecent = this.#nowMs() - this.#generationReadMs < GENERATION_MS;
    if (this.#generation !== undefined && isRecent && tags.length === 0) {
      return { generation: this.#generation, tags: {} };
    }
    const keys = [this.#generationKey, ...tags.map((tag) => this.#tagKey(tag))];
    const found = await this.#store.read(keys);
    if (found === undefined) return undefined;
    const ids = await Promise.all(
      keys.map(
        (key, at) => found[at]?.toString() ?? this.#writeId(key, at === 0 ? Number.POSITIVE_INFINITY : TAG_TTL_MS),
      ),
    );
    const [generation, ...versions] = ids;
    if (generation === undefined || versions.includes(undefined)) return undefined;
    this.#noteGeneration(generation);
    return { generation, tags: Object.fromEntries(tags.map((tag, at) => [tag, versions[at] ?? ''])) };
  }

  async #writeId(key: string, ttlMs: number): Promise<string | undefined> {
    const id = this.#newId();
    return (await this.#store.write(key, Buffer.from(id), ttlMs)) ? id : undefined;
  }

  async #announce(change: Change): Promise<void> {
    await this.#store.publish(JSON.stringify({ ...change, by: this.#self }));
  }

  /** Tells the store what it could not be told before; whoever reads or writes meanwhile waits for that. */
  #pay(): Promise<void> | undefined {
    if (this.#paying === undefined && !this.#debts.isEmpty) {
      this.#paying = this.#payAll().finally(() => {
        this.#paying = undefined;
      });
    }
    return this.#paying;
  }

  async #payAll(): Promise<void> {
    // A small question first: while the store is away, a long list is not gone through for each request.
    if ((await this.#store.read([this.#generationKey])) === undefined) return;
    const { keys, tags, prefixes, all } = this.#debts.take();
    if (all) return void (await this.clear());
    if (tags.size > 0) await this.invalidateTags([...tags]);
    for (const prefix of prefixes) await this.invalidatePrefix(prefix);
    if (keys.size > 0) await this.remove([...keys]);
  }
}

/** What an entry notes of the generation and of its tags. */
type Versions = Pick<EntryNotes, 'generation' | 'tags'>;
