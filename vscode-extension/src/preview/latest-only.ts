/** Runs the newest of many wishes: one that comes while another waits replaces it. */
export class LatestOnly {
  readonly #run: (turn: number) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(run: (turn: number) => void) {
    this.#run = run;
  }

  /** Runs after a while, and not at all if there is another wish before. */
  ask(delayMs: number): void {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (delayMs <= 0) this.#run(turn);
    else this.#timer = setTimeout(() => this.#run(turn), delayMs);
  }

  /** Whether nothing newer was asked for since. */
  isLatest(turn: number): boolean {
    return turn === this.#turn;
  }

  /** Calls off what waits, and makes void what runs. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#turn++;
  }
}
