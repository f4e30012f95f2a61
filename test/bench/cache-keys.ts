/** Numbers from 0 to 1 that look random and are the same for the same seed (Mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Requests for `keys` keys, 0 the most popular: key k is asked for in proportion to (k + 1) to the power of -exponent (Zipf). */
export function zipfRequests(keys: number, exponent: number, length: number, seed = 1): Int32Array {
  const cumulative = new Float64Array(keys);
  let sum = 0;
  for (let key = 0; key < keys; key += 1) {
    sum += (key + 1) ** -exponent;
    cumulative[key] = sum;
  }
  const random = randomFrom(seed);
  const requests = new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
  for (let at = 0; at < length; at += 1) requests[at] = firstAtLeast(cumulative, random() * sum);
  return requests;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
