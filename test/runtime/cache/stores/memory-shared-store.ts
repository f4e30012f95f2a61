import { type SharedStore, StoreError } from '../../../../runtime/src/cache/stores/shared-store.ts';

/** A shared store of a test, in its own memory, that can be taken away and given back with what it had. */
export class MemorySharedStore implements SharedStore {
  readonly name = 'test';
  readonly held = new Map<string, Buffer>();
  readonly #listeners: ((text: string) => void)[] = [];
  isAway = false;
  reads = 0;

  async read(keys: readonly string[]): Promise<readonly (Buffer | undefined)[]> {
    this.#reach();
    this.reads += 1;
    return keys.map((key) => this.held.get(key));
  }

  async write(key: string, value: Buffer): Promise<void> {
    this.#reach();
    this.held.set(key, value);
  }

  async remove(keys: readonly string[]): Promise<void> {
    this.#reach();
    for (const key of keys) this.held.delete(key);
  }

  readonly removePrefix = async (prefix: string): Promise<void> => {
    this.#reach();
    for (const key of [...this.held.keys()]) if (key.startsWith(prefix)) this.held.delete(key);
  };

  readonly announcements = {
    publish: async (text: string): Promise<void> => {
      this.#reach();
      for (const listener of this.#listeners) listener(text);
    },
    listen: async (onText: (text: string) => void): Promise<void> => {
      this.#listeners.push(onText);
    },
  };

  async close(): Promise<void> {}

  #reach(): void {
    if (this.isAway) throw new StoreError('unreachable', 'away');
  }
}
