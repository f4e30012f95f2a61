const FIRST_CAPACITY = 64;

/** Stands for: none. Slot 0 is never given out, so that a link that was never set leads nowhere. */
const NONE = 0;

/** A doubly linked list of numbers, which it gives out itself and uses again, in order of arrival. */
export class SlotList {
  #newer = new Int32Array(FIRST_CAPACITY);
  #older = new Int32Array(FIRST_CAPACITY);
  #newest = NONE;
  #oldest = NONE;
  /** The slot that became free last; the others follow as its `older`. */
  #free = NONE;
  /** Slots from here on have never been used. */
  #unused = 1;

  /** The slot that was added or refreshed least lately; 0 where there is none. */
  get oldest(): number {
    return this.#oldest;
  }

  /** Gives out a slot, as the newest. */
  add(): number {
    const slot = this.#take();
    this.#link(slot);
    return slot;
  }

  /** Makes a slot the newest. */
  refresh(slot: number): void {
    if (slot === this.#newest) return;
    const newer = this.#newer;
    const older = this.#older;
    const next = newer[slot] as number;
    const previous = older[slot] as number;
    older[next] = previous;
    if (previous === NONE) this.#oldest = next;
    else newer[previous] = next;
    older[slot] = this.#newest;
    newer[this.#newest] = slot;
    newer[slot] = NONE;
    this.#newest = slot;
  }

  /** Takes a slot back. */
  remove(slot: number): void {
    const next = this.#newer[slot] as number;
    const previous = this.#older[slot] as number;
    if (next === NONE) this.#newest = previous;
    else this.#older[next] = previous;
    if (previous === NONE) this.#oldest = next;
    else this.#newer[previous] = next;
    this.#older[slot] = this.#free;
    this.#free = slot;
  }

  #link(slot: number): void {
    this.#newer[slot] = NONE;
    this.#older[slot] = this.#newest;
    if (this.#newest === NONE) this.#oldest = slot;
    else this.#newer[this.#newest] = slot;
    this.#newest = slot;
  }

  #take(): number {
    const free = this.#free;
    if (free !== NONE) {
      this.#free = this.#older[free] as number;
      return free;
    }
    if (this.#unused === this.#newer.length) this.#grow();
    const slot = this.#unused;
    this.#unused += 1;
    return slot;
  }

  #grow(): void {
    const newer = new Int32Array(2 * this.#newer.length);
    newer.set(this.#newer);
    this.#newer = newer;
    const older = new Int32Array(2 * this.#older.length);
    older.set(this.#older);
    this.#older = older;
  }
}
