/** Instances that change their state together. */
interface Batch {
  readonly atMs: number;
  readonly count: number;
}

/**
 * The instances of a simulated service by what they do: new ones start and are paid for, then serve; those that are no longer
 * wanted serve no more, and are paid for until they have drained.
 */
export class SimulatedFleet {
  readonly #startUpMs: number;
  readonly #drainMs: number;
  #ready: number;
  #starting = 0;
  #draining = 0;
  /** Both oldest first. */
  #starts: readonly Batch[] = [];
  #drains: readonly Batch[] = [];

  /** A fleet of `count` instances that serve already. */
  constructor(count: number, { startUpMs, drainMs }: { readonly startUpMs: number; readonly drainMs: number }) {
    this.#ready = count;
    this.#startUpMs = startUpMs;
    this.#drainMs = drainMs;
  }

  get ready(): number {
    return this.#ready;
  }

  get starting(): number {
    return this.#starting;
  }

  get draining(): number {
    return this.#draining;
  }

  /** Instances that serve or will. */
  get wanted(): number {
    return this.#ready + this.#starting;
  }

  /** Instances that cost money. */
  get paid(): number {
    return this.wanted + this.#draining;
  }

  /** Lets what is due by `nowMs` happen. */
  advanceTo(nowMs: number): void {
    if (this.#starting > 0) {
      const done = countDue(this.#starts, nowMs);
      this.#starting -= done;
      this.#ready += done;
      if (done > 0) this.#starts = this.#starts.filter(({ atMs }) => atMs > nowMs);
    }
    if (this.#draining > 0) {
      const done = countDue(this.#drains, nowMs);
      this.#draining -= done;
      if (done > 0) this.#drains = this.#drains.filter(({ atMs }) => atMs > nowMs);
    }
  }

  /** Changes the wanted number. As in a running fleet, instances that do not serve yet are given up first, the youngest before others. */
  setWanted(count: number, nowMs: number): void {
    const change = count - this.wanted;
    if (change > 0) {
      this.#starting += change;
      this.#starts = [...this.#starts, { atMs: nowMs + this.#startUpMs, count: change }];
    }
    if (change < 0) this.#retire(-change, nowMs);
    this.advanceTo(nowMs);
  }

  #retire(count: number, nowMs: number): void {
    const unborn = Math.min(count, this.#starting);
    this.#starting -= unborn;
    this.#starts = withoutYoungest(this.#starts, unborn);
    const serving = count - unborn;
    if (serving === 0) return;
    this.#ready -= serving;
    this.#draining += serving;
    this.#drains = [...this.#drains, { atMs: nowMs + this.#drainMs, count: serving }];
  }
}

function countDue(batches: readonly Batch[], nowMs: number): number {
  return batches.reduce((total, { atMs, count }) => (atMs <= nowMs ? total + count : total), 0);
}

function withoutYoungest(batches: readonly Batch[], count: number): readonly Batch[] {
  let left = count;
  return batches
    .toReversed()
    .flatMap((batch) => {
      const taken = Math.min(left, batch.count);
      left -= taken;
      return taken === batch.count ? [] : [{ ...batch, count: batch.count - taken }];
    })
    .toReversed();
}
