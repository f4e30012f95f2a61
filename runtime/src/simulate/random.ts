/** Gives numbers in [0, 1) that look like chance, the same ones for the same seed (Mulberry32, by T. Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A time that varies exponentially about a mean, as those between requests that come at random. */
export function exponential(random: () => number, mean: number): number {
  return -Math.log(1 - random()) * mean;
}
