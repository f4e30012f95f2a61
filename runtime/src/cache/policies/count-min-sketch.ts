import { mix } from './hash.ts';

const MOST = 15;
const ROWS = 4;
/** Counters of a row for each entry that the sketch is made for. */
const COUNTERS_PER_ENTRY = 4;
/** Additions, for each such entry, after which all counters are halved. */
const SAMPLE_PER_ENTRY = 10;
const FEWEST_ENTRIES = 16;

/**
 * How often keys were seen lately, about: a count-min sketch (Cormode and Muthukrishnan, 2005) of four rows whose counters end
 * at 15. An estimate is never below the truth, and above it where keys share a counter in all rows. After ten additions per entry
 * every counter is halved, so that what was popular once is forgotten (Einziger et al., TinyLFU).
 */
export class CountMinSketch {
  #entries = FEWEST_ENTRIES;
  #counters: Uint8Array = new Uint8Array(FEWEST_ENTRIES * COUNTERS_PER_ENTRY * ROWS);
  #additions = 0;

  /** Grows until it is made for so many entries, at least. What it knows, it keeps. */
  fit(entries: number): void {
    while (this.#entries < entries) {
      // An index in the larger table is one in the smaller table with one bit more: both halves begin as the whole was.
      const larger = new Uint8Array(this.#counters.length * 2);
      larger.set(this.#counters);
      larger.set(this.#counters, this.#counters.length);
      this.#counters = larger;
      this.#entries *= 2;
    }
  }

  /** Counts a key, by its hash. */
  add(hash: number): void {
    const counters = this.#counters;
    const mask = counters.length - 1;
    let spread = hash;
    let grew = false;
    for (let row = 0; row < ROWS; row += 1) {
      const at = (spread & mask & ~3) | row;
      const count = counters[at] ?? 0;
      if (count < MOST) {
        counters[at] = count + 1;
        grew = true;
      }
      spread = mix(spread + row + 1);
    }
    if (!grew) return;
    this.#additions += 1;
    if (this.#additions >= this.#entries * SAMPLE_PER_ENTRY) this.#age();
  }

  /** How often the key of that hash was counted, lately and about: 0 to 15. */
  estimate(hash: number): number {
    const counters = this.#counters;
    const mask = counters.length - 1;
    let spread = hash;
    let least = MOST;
    for (let row = 0; row < ROWS; row += 1) {
      least = Math.min(least, counters[(spread & mask & ~3) | row] ?? 0);
      spread = mix(spread + row + 1);
    }
    return least;
  }

  #age(): void {
    const counters = this.#counters;
    for (let at = 0; at < counters.length; at += 1) counters[at] = (counters[at] ?? 0) >> 1;
    this.#additions >>= 1;
  }
}
