/** How often deadlines are looked at, in milliseconds: they are met within one step, never early. */
const STEP_MS = 100;

/** Something that is not to wait for ever. */
export interface Deadlined {
  /** In the time of the sweeper; `Infinity` where nothing is waited for. */
  deadlineMs: number;
  /** Called when the deadline has passed, again at each step until it is moved. */
  onDeadline(): void;
}

/**
 * Watches the deadlines of connections. To move one costs the writing of a number, where a timer for each would cost more than
 * the rest of a request: all are looked at a few times a second instead.
 */
export class Sweeper {
  readonly #watched = new Set<Deadlined>();
  #timer: NodeJS.Timeout | undefined;
  #nowMs = 0;

  /** The time that deadlines are counted in, as of the last step. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** The deadline that is at least `delayMs` away. */
  after(delayMs: number): number {
    return this.#nowMs + delayMs + STEP_MS;
  }

  /** Starts to watch; what is watched must be taken out again. */
  add(watched: Deadlined): void {
    this.#watched.add(watched);
    if (this.#timer !== undefined) return;
    this.#nowMs = performance.now();
    this.#timer = setInterval(() => this.#sweep(), STEP_MS).unref();
  }

  /** Watches it no longer. */
  remove(watched: Deadlined): void {
    this.#watched.delete(watched);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #sweep(): void {
    this.#nowMs = performance.now();
    for (const watched of this.#watched) if (watched.deadlineMs <= this.#nowMs) watched.onDeadline();
  }
}
