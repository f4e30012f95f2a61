/**
 * A state for each key, for at most so many: the one that was used longest ago gives way, which forgives it what it had used up. An
 * attacker with very many keys can so far reset the limits of others, never the memory.
 */
export class KeyStates<State> {
  readonly #max: number;
  readonly #states = new Map<string, State>();

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#states.size;
  }

  /** The state of a key, made by `create` where there is none; it counts as used now. */
  use(key: string, create: () => State): State {
    const existing = this.#states.get(key);
    const state = existing ?? create();
    if (existing !== undefined) this.#states.delete(key);
    this.#states.set(key, state);
    if (this.#states.size > this.#max) {
      const eldest = this.#states.keys().next();
      if (!eldest.done) this.#states.delete(eldest.value);
    }
    return state;
  }
}
