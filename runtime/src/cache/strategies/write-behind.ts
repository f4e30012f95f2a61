import type { Write, WriteBounds, WriteStrategy, WriteStrategyKind, WriteTargets } from './strategy.ts';

/** Attempts to save a write, after which it is lost. */
const MOST_ATTEMPTS = 5;

interface Pending<V> {
  readonly write: Write<V>;
  readonly attempts: number;
}

interface Sending<V> {
  readonly write: Write<V>;
  readonly done: Promise<void>;
}

/**
 * Into the memory at once; into the source and the shared store a little later, the newest value of a key only. What is pending when the
 * process is killed is lost: at most `maxPending` keys, written within the last `maxDelayMs`, as long as the source answers.
 */
class WriteBehind<V> implements WriteStrategy<V> {
  readonly #targets: WriteTargets<V>;
  readonly #bounds: WriteBounds;
  /** In the order in which the keys were first written since their last flush. */
  readonly #pending = new Map<string, Pending<V>>();
  /** Keys on their way now: of one key, one write at a time, so that an older one never comes last. */
  readonly #inFlight = new Map<string, Sending<V>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(targets: WriteTargets<V>, bounds: WriteBounds) {
    this.#targets = targets;
    this.#bounds = bounds;
  }

  get pending(): number {
    return this.#pending.size + this.#inFlight.size;
  }

  async write(write: Write<V>): Promise<boolean> {
    while (this.pending >= this.#bounds.maxPending && !this.#pending.has(write.key)) await this.#makeRoom();
    this.#targets.keepLocal(write);
    this.#pending.set(write.key, { write, attempts: 0 });
    this.#schedule();
    return true;
  }

  find(key: string): Write<V> | undefined {
    return (this.#pending.get(key) ?? this.#inFlight.get(key))?.write;
  }

  async settle(key: string): Promise<void> {
    await this.#inFlight.get(key)?.done;
    if (this.#pending.has(key)) await this.#send(key);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.pending > 0) {
      const sent = [...this.#pending.keys()].map((key) => this.#send(key));
      await Promise.all([...sent, ...this.#running()]);
    }
  }

  async #makeRoom(): Promise<void> {
    const [oldest] = this.#pending.keys();
    if (oldest !== undefined) await this.#send(oldest);
    else await Promise.race(this.#running());
  }

  #running(): readonly Promise<void>[] {
    return [...this.#inFlight.values()].map(({ done }) => done);
  }

  #schedule(): void {
    // Not kept from ending by it: whoever ends in order closes the cache, which flushes.
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const key of [...this.#pending.keys()]) void this.#send(key);
    }, this.#bounds.maxDelayMs).unref();
  }

  #send(key: string): Promise<void> {
    const running = this.#inFlight.get(key);
    if (running !== undefined) return running.done.then(() => (this.#pending.has(key) ? this.#send(key) : undefined));
    const next = this.#pending.get(key);
    if (next === undefined) return Promise.resolve();
    this.#pending.delete(key);
    const done = this.#attempt(next).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, { write: next.write, done });
    return done;
  }

  async #attempt({ write, attempts }: Pending<V>): Promise<void> {
    try {
      await this.#targets.save?.(write.key, write.value);
      await this.#targets.keepShared(write);
    } catch (error) {
      // A newer value of the key takes the place of the one that failed.
      if (this.#pending.has(write.key)) return;
      if (attempts + 1 >= MOST_ATTEMPTS) return this.#bounds.onLost(write.key, error);
      this.#pending.set(write.key, { write, attempts: attempts + 1 });
      this.#schedule();
    }
  }
}

/** Writes that are put off, and made together. */
export const writeBehind: WriteStrategyKind = {
  name: 'write_behind',
  summary:
    'Into the memory at once, into the source and the shared store a little later; a crash can lose the difference.',
  create: <V>(targets: WriteTargets<V>, bounds: WriteBounds): WriteStrategy<V> => new WriteBehind(targets, bounds),
};
