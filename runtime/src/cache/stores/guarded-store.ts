import { Circuit } from './circuit.ts';
import { type SharedStore, StoreError } from './shared-store.ts';

/** What a shared store has done, as it looks from this process. */
export interface SharedStoreStats {
  readonly name: string;
  /** `closed`: it is asked. `open`: it does not answer, and is not asked for the moment. `probing`: one request tries it. */
  readonly circuit: 'closed' | 'open' | 'probing';
  readonly operations: number;
  readonly failures: number;
  readonly timeouts: number;
  /** Operations that were not even tried, because the store did not answer before. */
  readonly bypassed: number;
  /** Mean time of an answer, of which the later count more; 0 before the first. */
  readonly latencyMs: number;
}

/** Weight of the latest answer in the mean. */
const LATEST = 0.05;

/** A shared store that never makes anybody wait in vain, and never throws: what it cannot do now, it says. */
export class GuardedStore {
  readonly store: SharedStore;
  readonly #circuit: Circuit;
  readonly #timeoutMs: number;
  readonly #nowMs: () => number;
  #operations = 0;
  #failures = 0;
  #timeouts = 0;
  #bypassed = 0;
  #latencyMs = 0;

  constructor(store: SharedStore, { timeoutMs, nowMs }: { readonly timeoutMs: number; readonly nowMs: () => number }) {
    this.store = store;
    this.#timeoutMs = timeoutMs;
    this.#nowMs = nowMs;
    this.#circuit = new Circuit(nowMs);
  }

  /** The values of some keys; undefined where the store could not be asked. */
  read(keys: readonly string[]): Promise<readonly (Buffer | undefined)[] | undefined> {
    return this.#attempt(() => this.store.read(keys));
  }

  /** Whether the store has acknowledged the value. */
  async write(key: string, value: Buffer, ttlMs: number): Promise<boolean> {
    return (await this.#attempt(() => this.store.write(key, value, ttlMs).then(() => true))) ?? false;
  }

  async remove(keys: readonly string[]): Promise<boolean> {
    return (await this.#attempt(() => this.store.remove(keys).then(() => true))) ?? false;
  }

  /** Removes by prefix, which takes as long as it takes; false where the store cannot do that, or not now. */
  async removePrefix(prefix: string): Promise<boolean> {
    const { removePrefix } = this.store;
    if (removePrefix === undefined) return false;
    return (await this.#attempt(() => removePrefix(prefix).then(() => true), Number.POSITIVE_INFINITY)) ?? false;
  }

  async publish(text: string): Promise<boolean> {
    const { announcements } = this.store;
    if (announcements === undefined) return false;
    return (await this.#attempt(() => announcements.publish(text).then(() => true))) ?? false;
  }

  stats(): SharedStoreStats {
    return {
      name: this.store.name,
      circuit: this.#circuit.state,
      operations: this.#operations,
      failures: this.#failures,
      timeouts: this.#timeouts,
      bypassed: this.#bypassed,
      latencyMs: this.#latencyMs,
    };
  }

  async #attempt<T>(operation: () => Promise<T>, timeoutMs: number = this.#timeoutMs): Promise<T | undefined> {
    if (!this.#circuit.admits()) {
      this.#bypassed += 1;
      return undefined;
    }
    this.#operations += 1;
    const startMs = this.#nowMs();
    try {
      const result = await withTimeout(operation(), timeoutMs);
      this.#circuit.succeed();
      const tookMs = this.#nowMs() - startMs;
      this.#latencyMs = this.#latencyMs === 0 ? tookMs : this.#latencyMs + LATEST * (tookMs - this.#latencyMs);
      return result;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#failures += 1;
      if (error.failure === 'timeout') this.#timeouts += 1;
      // A value that is refused shows that the store is there.
      if (error.failure === 'too-large') this.#circuit.succeed();
      else this.#circuit.fail();
      return undefined;
    }
  }
}

function withTimeout<T>(result: Promise<T>, timeoutMs: number): Promise<T> {
  if (timeoutMs === Number.POSITIVE_INFINITY) return result;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StoreError('timeout', `The store has not answered within ${timeoutMs} ms.`)),
      timeoutMs,
    );
    result.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
